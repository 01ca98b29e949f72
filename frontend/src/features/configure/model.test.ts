import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Address } from 'viem'
import { type Agreed, checkConfig, configText, defaultSettings, type Settings, settingsOf } from './model.ts'

const address = (digit: number): Address => `0x${String(digit).repeat(40)}`
const agreed: Agreed = {
  agreementId: `0x${'ab'.repeat(32)}`,
  client: address(1),
  keySet: { batcher: address(2), unsafeSigner: address(3), proposer: address(4), challenger: address(5) },
  terms: { l1ChainId: 31337n, maxGasLimit: 60_000_000n },
}
const market = { marketChainId: 31337, marketplace: address(9) }
const defaults = defaultSettings(agreed, market)

/** What is wrong with settings, as the form shows it. */
function problemOf(changed: Partial<Settings>) {
  const result = checkConfig(configText(agreed, market, { ...defaults, ...changed }), agreed)
  return 'problem' in result ? result.problem : undefined
}

describe('settings', () => {
  test('are the CLI’s by default, within what the offer runs', () => {
    assert.equal(problemOf({}), undefined)
    assert.deepEqual(
      { ...defaults, l2ChainId: '' },
      {
        ...{ name: 'chain-abababab', l2ChainId: '', blockTime: '2', gasLimit: '60000000' },
      },
    )
    const small = { ...agreed, terms: { ...agreed.terms, maxGasLimit: 30_000_000n } }
    assert.equal(defaultSettings(small, market).gasLimit, '30000000')
  })

  test('come back out of the config.toml they make', () => {
    const settings = { name: 'fjordline', l2ChainId: '42069', blockTime: '1', gasLimit: '30000000' }
    const toml = configText(agreed, market, settings)
    assert.deepEqual(settingsOf(toml), settings)
    const result = checkConfig(toml, agreed)
    assert.ok('intent' in result)
    assert.equal(result.intent.l2ChainId, 42069)
    assert.equal(result.intent.market?.agreementId, agreed.agreementId)
  })

  test('that are wrong are told beside their field', () => {
    assert.equal(problemOf({ name: 'Fjord' })?.field, 'name')
    assert.equal(problemOf({ name: 'a"b' })?.field, 'name')
    assert.equal(problemOf({ l2ChainId: '' })?.field, 'l2ChainId')
    assert.equal(problemOf({ l2ChainId: '31337' })?.field, 'l2ChainId')
    assert.equal(problemOf({ blockTime: '13' })?.field, 'blockTime')
    assert.deepEqual(problemOf({ gasLimit: '1' }), {
      field: 'gasLimit',
      sentence: 'Expected at least 21000000.',
    })
    assert.deepEqual(problemOf({ gasLimit: '90000000' }), {
      field: 'gasLimit',
      sentence: 'This offer runs at most 60,000,000.',
    })
  })
})

describe('a config.toml of another chain', () => {
  const toml = configText(agreed, market, defaults)
  const refused = (other: Partial<Agreed>) => {
    const result = checkConfig(toml, { ...agreed, ...other })
    return 'problem' in result ? result.problem.sentence : undefined
  }

  test('is refused with what differs', () => {
    assert.match(refused({ client: address(7) }) ?? '', /^The owner is 0x1+…1+, the client is 0x7/)
    assert.match(
      refused({ keySet: { ...agreed.keySet, proposer: address(7) } }) ?? '',
      /^The proposer is 0x4+…4+, the key set says 0x7/,
    )
    assert.match(refused({ terms: { ...agreed.terms, l1ChainId: 1n } }) ?? '', /^The L1 is chain 31337/)
    const oracle = toml.replace('[l1]', '[l1]\ngeneration = "output-oracle"')
    assert.deepEqual(checkConfig(oracle, agreed), {
      problem: { sentence: 'This page takes chains with dispute games only; this one has an output oracle.' },
    })
    assert.match(('problem' in checkConfig('x', agreed) && 'no TOML') || '', /no TOML/)
  })
})
