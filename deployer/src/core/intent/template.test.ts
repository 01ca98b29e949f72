import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Address, getAddress } from 'viem'
import { devAccount } from '../../testing/project.ts'
import { parseIntent } from './parse.ts'
import { type AgreedChain, configTemplate, projectValuesFor } from './template.ts'

const address = (digit: string): Address => `0x${digit.repeat(40)}`
const agreement: AgreedChain = {
  agreementId: `0x8067${'ab'.repeat(30)}`,
  client: getAddress(devAccount.address),
  keySet: {
    batcher: address('1'),
    unsafeSigner: address('2'),
    proposer: address('3'),
    challenger: address('4'),
  },
  terms: { l1ChainId: 11_155_111n, maxGasLimit: 0n },
}
const market = { marketChainId: 900, marketplace: address('5') }

test('an agreement gives a config that parses: its L1, its client as owner, its keys', () => {
  const intent = parseIntent(configTemplate(projectValuesFor(agreement, { market })))
  assert.equal(intent.name, 'chain-8067abab')
  assert.equal(intent.l1ChainId, 11_155_111)
  assert.deepEqual(intent.roles, {
    owner: devAccount.address,
    ...agreement.keySet,
    guardian: devAccount.address,
  })
  assert.deepEqual(intent.market, { ...market, agreementId: agreement.agreementId })
  assert.equal(intent.games.proofMaturitySeconds, 604_800n)
})

test('the same agreement gives the same chain id of nine digits, another one another', () => {
  const idOf = (agreementId: AgreedChain['agreementId']): number =>
    Number(projectValuesFor({ ...agreement, agreementId }, { market }).l2ChainId)
  assert.equal(idOf(agreement.agreementId), 863_885_227)
  assert.notEqual(idOf(`0x8068${'ab'.repeat(30)}`), idOf(agreement.agreementId))
  for (const id of [`0x${'00'.repeat(32)}`, `0x${'ff'.repeat(32)}`] as const) {
    assert.match(String(idOf(id)), /^[1-9]\d{8}$/)
  }
})

test('what is chosen stands instead, and a local L1 has short windows', () => {
  const local = { ...agreement, terms: { l1ChainId: 900n, maxGasLimit: 0n } }
  const values = projectValuesFor(local, { market, name: 'fjord', l2ChainId: 42 })
  const intent = parseIntent(configTemplate(values))
  assert.equal(intent.name, 'fjord')
  assert.equal(intent.l2ChainId, 42)
  assert.equal(intent.games.proofMaturitySeconds, 12n)
})

test('a chain asks for no more gas than the vendor runs', () => {
  const gasOf = (maxGasLimit: bigint): bigint => {
    const terms = { ...agreement.terms, maxGasLimit }
    return parseIntent(configTemplate(projectValuesFor({ ...agreement, terms }, { market }))).gasLimit
  }
  assert.deepEqual([0n, 30_000_000n, 90_000_000n].map(gasOf), [60_000_000n, 30_000_000n, 60_000_000n])
})
