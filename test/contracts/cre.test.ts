import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { creSlaOracleAbi, marketplaceAbi } from '@opraas/contracts'
import {
  type Address,
  encodeAbiParameters,
  getAddress,
  type Hex,
  keccak256,
  parseEventLogs,
  toHex,
  zeroAddress,
} from 'viem'
import { type Anvil, chooseChainId, startAnvil } from '../../deployer/src/testing/anvil.ts'
import { actors, anchor, epochLength, refusalOf, startAgreement } from './support/agreement.ts'
import { deploy, mined } from './support/deploy.ts'
import { deployForwarder, forwarderAbi, signedReport } from './support/keystoneForwarder.ts'

const { owner, stranger } = actors
const workflowId = keccak256(toHex('workflow'))
const workflowOwner = getAddress(`0x${'0b'.repeat(20)}`)
const evidence = keccak256(toHex('samples'))
const verdict = { rpc: 9_991, unsafeHead: 9_992, safeHead: 9_993, proposals: 9_994 }
const rest = { coverage: 9_995, reason: 3, l1Spend: 777n }
const ended = anchor + epochLength

let anvil: Anvil
let chain: Anvil['client']
let forwarder: Address
let adapter: Address
let market: Address
let agreementId: Hex
let untouched: Hex

before(async () => {
  anvil = await startAnvil({ chainId: chooseChainId(), args: ['--timestamp', `${anchor - 3600n}`] })
  chain = anvil.client
  forwarder = await deployForwarder(chain)
  const token = await deploy(chain, { contract: 'TestToken', account: owner, args: [] })
  market = await deploy(chain, {
    contract: 'Marketplace',
    account: owner,
    args: [owner.address, 60, zeroAddress],
  })
  const args = [market, forwarder, workflowId, workflowOwner]
  adapter = await deploy(chain, { contract: 'CreSlaOracle', account: owner, args })
  agreementId = (await startAgreement(chain, { market, token, oracle: adapter })).agreementId
})
beforeEach(async () => {
  untouched = await chain.snapshot()
  await chain.setNextBlockTimestamp({ timestamp: ended })
})
afterEach(() => chain.revert({ id: untouched }))
after(() => anvil.close())

/** The payload as a workflow encodes it. */
function payload(change: { chainId?: bigint } = {}): Hex {
  const words = ['uint16', 'uint16', 'uint16', 'uint16', 'uint16', 'uint8', 'uint96'].map((type) => ({
    type,
  }))
  return encodeAbiParameters(
    [
      { type: 'uint256' },
      { type: 'address' },
      { type: 'address' },
      { type: 'bytes32' },
      { type: 'uint32' },
      ...words,
      { type: 'bytes32' },
    ],
    [
      change.chainId ?? BigInt(chain.chain.id),
      adapter,
      market,
      agreementId,
      0,
      ...[...Object.values(verdict), rest.coverage, rest.reason, rest.l1Spend],
      evidence,
    ],
  )
}

/** The call by which anyone delivers a signed report. */
async function reportCall(
  input: { payload?: Hex; execution?: string; workflowId?: Hex; workflowOwner?: Address } = {},
) {
  const executionId = keccak256(toHex(input.execution ?? 'first'))
  const origin = { workflowId, workflowOwner, ...input, executionId }
  const args = await signedReport(adapter, origin, input.payload ?? payload())
  return { address: forwarder, abi: forwarderAbi, functionName: 'report', args, account: stranger } as const
}

/** Delivers a report; what forwarder, adapter and market tell. */
async function deliver(input: Parameters<typeof reportCall>[0] = {}) {
  const { logs } = await mined(chain, chain.writeContract({ ...(await reportCall(input)), gas: 500_000n }))
  const abi = [...marketplaceAbi, ...creSlaOracleAbi, ...forwarderAbi]
  return parseEventLogs({ abi, logs }).map(({ eventName, args }) => ({ eventName, ...args }))
}

const processed = (result: boolean, execution = 'first') => ({
  eventName: 'ReportProcessed',
  receiver: adapter,
  workflowExecutionId: keccak256(toHex(execution)),
  reportId: '0x0001',
  result,
})

const isJudged = async () =>
  (
    await chain.readContract({
      address: market,
      abi: marketplaceAbi,
      functionName: 'getEpoch',
      args: [agreementId, 0],
    })
  ).judged

test('a report that Chainlink’s forwarder verified is the verdict of the epoch', async () => {
  assert.deepEqual(await deliver(), [
    { eventName: 'VerdictStored', agreementId, epoch: 0, verdict: { ...verdict, ...rest }, evidence },
    { eventName: 'VerdictDelivered', agreementId, epoch: 0, stored: true },
    processed(true),
  ])
  assert.equal(await isJudged(), true)
})

test('the same report passes once, and the next run of the workflow changes nothing', async () => {
  await deliver()
  const again = await refusalOf(chain.simulateContract(await reportCall()))
  assert.equal(again[0], 'AlreadyAttempted')
  assert.deepEqual(await deliver({ execution: 'second' }), [
    { eventName: 'VerdictIgnored', agreementId, epoch: 0 },
    { eventName: 'VerdictDelivered', agreementId, epoch: 0, stored: false },
    processed(true, 'second'),
  ])
})

test('a report that was signed for another chain is told and ignored', async () => {
  assert.deepEqual(await deliver({ payload: payload({ chainId: 1n }) }), [
    { eventName: 'ReportIgnored', agreementId, epoch: 0n },
    processed(true),
  ])
  assert.equal(await isJudged(), false)
})

test('another workflow, another owner and another form of report do not pass', async () => {
  const attempts = [
    { workflowId: evidence },
    { workflowOwner: stranger.address },
    { payload: '0x1234' as const },
  ]
  for (const [index, attempt] of attempts.entries()) {
    const execution = `attempt ${index}`
    assert.deepEqual(await deliver({ ...attempt, execution }), [processed(false, execution)])
  }
  assert.equal(await isJudged(), false)
})

test('nobody passes the forwarder by: its signers are asked, and the adapter takes reports from it only', async () => {
  const call = await reportCall()
  const [receiver, rawReport, context, signatures] = call.args
  const one = chain.simulateContract({ ...call, args: [receiver, rawReport, context, signatures.slice(1)] })
  assert.deepEqual(await refusalOf(one), ['InvalidSignatureCount', 2n, 1n])
  const changed: Hex = `${rawReport.slice(0, -2)}00` as Hex // the last byte of the evidence
  const forged = chain.simulateContract({ ...call, args: [receiver, changed, context, signatures] })
  assert.equal((await refusalOf(forged))[0], 'InvalidSigner')
  const direct = chain.simulateContract({
    address: adapter,
    abi: creSlaOracleAbi,
    functionName: 'onReport',
    args: ['0x', payload()],
    account: stranger,
  })
  assert.deepEqual(await refusalOf(direct), ['CreSlaOracle_NotForwarder', stranger.address])
})
