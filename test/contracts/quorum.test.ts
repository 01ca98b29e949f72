import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import {
  buildQuorumAnswerTypedData,
  marketplaceAbi,
  quorumAnswerTypes,
  quorumSlaOracleAbi,
} from '@opraas/contracts'
import {
  type Address,
  concat,
  type Hex,
  hashStruct,
  keccak256,
  parseEventLogs,
  type TypedDataDomain,
  toHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import { type Anvil, chooseChainId, startAnvil } from '../../deployer/src/testing/anvil.ts'
import { actors, anchor, epochLength, refusalOf, startAgreement } from './support/agreement.ts'
import { deploy, devAccount, mined } from './support/deploy.ts'

const { owner, stranger } = actors
const signers = [6, 7, 8].map(devAccount)
const start = Number(anchor)
const end = Number(anchor + epochLength)

let anvil: Anvil
let chain: Anvil['client']
let market: Address
let adapter: Address
let agreementId: Hex
let untouched: Hex

before(async () => {
  anvil = await startAnvil({ chainId: chooseChainId(), args: ['--timestamp', `${anchor - 3600n}`] })
  chain = anvil.client
  const token = await deploy(chain, { contract: 'TestToken', account: owner, args: [] })
  market = await deploy(chain, {
    contract: 'Marketplace',
    account: owner,
    args: [owner.address, 60, zeroAddress],
  })
  const args = [market, 2n, signers.map(({ address }) => address)]
  adapter = await deploy(chain, { contract: 'QuorumSlaOracle', account: owner, args })
  agreementId = (await startAgreement(chain, { market, token, oracle: adapter })).agreementId
})
beforeEach(async () => {
  untouched = await chain.snapshot()
  await chain.setNextBlockTimestamp({ timestamp: anchor + epochLength })
  await chain.mine({ blocks: 1 })
})
afterEach(() => chain.revert({ id: untouched }))
after(() => anvil.close())

type Found = { bps: number; reason?: number; l1Spend?: bigint }

const messageOf = ({ bps, reason = 0, l1Spend = 0n }: Found) => ({
  market,
  agreementId,
  epoch: 0,
  start,
  end,
  verdict: { rpc: bps, unsafeHead: bps, safeHead: bps, proposals: bps, coverage: 9_000, reason, l1Spend },
  evidence: keccak256(toHex(`samples of ${bps}`)),
})

const hashOf = (found: Found): Hex =>
  hashStruct({ data: messageOf(found), primaryType: 'Answer', types: quorumAnswerTypes })

/** What a signer found, signed by viem. */
async function answer(signer: number, found: Found, change: TypedDataDomain = {}) {
  const account = signers[signer]
  assert.ok(account)
  const message = messageOf(found)
  const typedData = buildQuorumAnswerTypedData(message, { chainId: chain.chain.id, adapter })
  const signature = await account.signTypedData({ ...typedData, domain: { ...typedData.domain, ...change } })
  return { verdict: message.verdict, evidence: message.evidence, signature }
}

const submit = (answers: Awaited<ReturnType<typeof answer>>[]) =>
  ({
    address: adapter,
    abi: quorumSlaOracleAbi,
    functionName: 'submit',
    args: [agreementId, 0, answers],
    account: stranger,
  }) as const

test('answers that viem signed make the verdict, whoever brings them', async () => {
  const found = [
    { bps: 9_100, l1Spend: 5n },
    { bps: 9_300, reason: 1 },
    { bps: 9_200, reason: 1 },
  ] as const
  const answers = await Promise.all([answer(2, found[2]), answer(0, found[0]), answer(1, found[1])])
  const { logs } = await mined(chain, chain.writeContract(submit(answers)))
  const events = parseEventLogs({ abi: [...marketplaceAbi, ...quorumSlaOracleAbi], logs })
  const metrics = { rpc: 9_200, unsafeHead: 9_200, safeHead: 9_200, proposals: 9_200 }
  const verdict = { ...metrics, coverage: 9_000, reason: 1, l1Spend: 0n }
  assert.deepEqual(
    events.map(({ eventName, args }) => ({ eventName, ...args })),
    [
      {
        eventName: 'VerdictStored',
        agreementId,
        epoch: 0,
        verdict,
        evidence: keccak256(concat(found.map(hashOf))), // in the order of the signers
      },
      { eventName: 'VerdictDelivered', agreementId, epoch: 0, stored: true },
    ],
  )
})

test('two of three are enough, and the evidence names who was silent', async () => {
  const answers = await Promise.all([answer(2, { bps: 9_000 }), answer(0, { bps: 9_500 })])
  const { logs } = await mined(chain, chain.writeContract(submit(answers)))
  const [stored] = parseEventLogs({ abi: marketplaceAbi, eventName: 'VerdictStored', logs })
  assert.equal(stored?.args.verdict.rpc, 9_000) // the lower of two
  const hashes = [hashOf({ bps: 9_500 }), zeroHash, hashOf({ bps: 9_000 })]
  assert.equal(stored?.args.evidence, keccak256(concat(hashes)))
})

test('a signature for another domain is nobody’s', async () => {
  const first = await answer(0, { bps: 10_000 })
  const changes: TypedDataDomain[] = [
    { name: 'opraas' },
    { version: '2' },
    { chainId: 1 },
    { verifyingContract: market },
  ]
  for (const change of changes) {
    const foreign = await answer(1, { bps: 10_000 }, change)
    const [name, index] = await refusalOf(chain.simulateContract(submit([first, foreign])))
    assert.deepEqual([name, index], ['QuorumSlaOracle_NotSigner', 1n])
  }
  await chain.simulateContract(submit([first, await answer(1, { bps: 10_000 })]))
})

test('too few, the same signer twice, and no signature are told apart', async () => {
  const [first, second] = await Promise.all([answer(0, { bps: 10_000 }), answer(0, { bps: 0 })])
  const refused = (answers: (typeof first)[]) => refusalOf(chain.simulateContract(submit(answers)))
  assert.deepEqual(await refused([first]), ['QuorumSlaOracle_TooFewAnswers', 1n, 2n])
  assert.deepEqual(await refused([first, second]), ['QuorumSlaOracle_DuplicateSigner', signers[0]?.address])
  const none = { ...second, signature: '0x' as const }
  assert.deepEqual(await refused([first, none]), ['QuorumSlaOracle_BadSignature', 1n])
})
