import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { chainlinkSlaOracleAbi, marketplaceAbi } from '@opraas/contracts'
import { decode } from 'cborg'
import {
  type Account,
  encodeAbiParameters,
  encodePacked,
  getAbiItem,
  type Hex,
  hexToBytes,
  keccak256,
  parseEventLogs,
  toFunctionSelector,
  zeroHash,
} from 'viem'
import { type Anvil, chooseChainId, startAnvil } from '../../deployer/src/testing/anvil.ts'
import { actors, anchor, epochLength, price, refusalOf, verdictTimeout } from './support/agreement.ts'
import {
  type ChainlinkMarket,
  deployChainlinkMarket,
  eventsIn,
  jobId,
  operatorAbi,
  payment,
} from './support/chainlinkMarket.ts'

const { client, node, sponsor, stranger, vendor } = actors
const fulfillItem = getAbiItem({ abi: chainlinkSlaOracleAbi, name: 'fulfill' })
const fulfillSelector = toFunctionSelector(fulfillItem)
const evidence = keccak256('0xe71d')
const ended = anchor + epochLength // epoch 0
const prepaid = 3n * payment
/** The gas of the job. The Operator wants 400,000 of it left when it calls back. */
const jobGas = 650_000n

let anvil: Anvil
let chain: Anvil['client']
let m: ChainlinkMarket
let untouched: Hex

before(async () => {
  anvil = await startAnvil({ chainId: chooseChainId(), args: ['--timestamp', `${anchor - 3600n}`] })
  chain = anvil.client
  m = await deployChainlinkMarket(chain)
})
beforeEach(async () => {
  untouched = await chain.snapshot()
  await m.prepay(prepaid)
})
afterEach(() => chain.revert({ id: untouched }))
after(() => anvil.close())

/** The next transaction is mined at this second. */
const at = (timestamp: bigint) => chain.setNextBlockTimestamp({ timestamp })

/** Asks about epoch 0 at a second; what the Operator announced. */
async function request(timestamp: bigint) {
  await at(timestamp)
  const { logs } = await m.send({
    ...m.inAdapter,
    account: stranger,
    functionName: 'request',
    args: [m.agreementId, 0],
  })
  const [announced] = parseEventLogs({ abi: operatorAbi, eventName: 'OracleRequest', logs })
  const [requested] = parseEventLogs({ abi: chainlinkSlaOracleAbi, eventName: 'VerdictRequested', logs })
  assert.ok(announced && requested)
  return { announced: announced.args, requested: requested.args }
}
type Announced = Awaited<ReturnType<typeof request>>['announced']

/** The call by which a node answers with these metrics, all alike. */
function answerTo(asked: Announced, bps: bigint, change: Partial<Announced> = {}) {
  const { requestId, payment, callbackAddr, callbackFunctionId, cancelExpiration } = { ...asked, ...change }
  const words = [asked.requestId, bps, bps, bps, bps, 9_000n, 3n, 7n, evidence] as const
  const data = encodeAbiParameters(fulfillItem.inputs, words)
  return {
    ...m.inOperator,
    functionName: 'fulfillOracleRequest2',
    args: [requestId, payment, callbackAddr, callbackFunctionId, cancelExpiration, data],
    gas: jobGas,
  } as const
}

const answer = (asked: Announced, bps: bigint) => m.send({ ...answerTo(asked, bps), account: node })

test('a request is announced by the Operator as the job reads it, and paid', async () => {
  const { announced, requested } = await request(ended)
  const { data, ...rest } = announced
  const requestId = keccak256(encodePacked(['address', 'uint256'], [m.adapter, 1n]))
  assert.deepEqual(rest, {
    specId: jobId,
    requester: m.adapter,
    requestId, // the Operator's own, made of requester and nonce
    payment,
    callbackAddr: m.adapter,
    callbackFunctionId: fulfillSelector,
    cancelExpiration: ended + 300n,
    dataVersion: 2n,
  })
  assert.deepEqual(requested, { agreementId: m.agreementId, epoch: 0, requestId })
  assert.deepEqual(await m.pending(), [requestId, 2_000_003_900])

  const question = decode(Uint8Array.from([0xbf, ...hexToBytes(data), 0xff]))
  assert.deepEqual(question, { agreement: m.agreementId, epoch: 0 })

  assert.equal(await m.linkOf(m.operator), payment)
  assert.equal(await m.linkOf(m.adapter), prepaid - payment)
  assert.equal(await m.prepaidLeft(), prepaid - payment)
})

test('the answer is the verdict of the epoch, and settles to its exact price', async () => {
  const { announced } = await request(ended)
  const { agreementId } = m
  const { logs } = await answer(announced, 9_500n)
  const verdict = { rpc: 9_500, unsafeHead: 9_500, safeHead: 9_500, proposals: 9_500 }
  assert.deepEqual(eventsIn(logs), [
    { eventName: 'OracleResponse', requestId: announced.requestId },
    {
      eventName: 'VerdictStored',
      agreementId,
      epoch: 0,
      verdict: { ...verdict, coverage: 9_000, reason: 3, l1Spend: 7n },
      evidence,
    },
    { eventName: 'VerdictDelivered', agreementId, epoch: 0, stored: true },
  ])
  assert.equal(await m.isJudged(), true)
  assert.deepEqual(await m.pending(), [zeroHash, 0])
  assert.equal(await chain.readContract({ ...m.inOperator, functionName: 'withdrawable' }), payment)

  const settled = await m.send({
    ...m.inMarket,
    account: stranger,
    functionName: 'settle',
    args: [agreementId, 1],
  })
  const [epoch] = parseEventLogs({ abi: marketplaceAbi, eventName: 'EpochSettled', logs: settled.logs })
  // Half way between the floor, which pays 50%, and the target.
  const booked = { outcome: 1, uptimeBps: 9_500, payoutBps: 7_500, paid: 750_000n, slashed: 0n }
  assert.deepEqual(epoch?.args, { agreementId, epoch: 0, ...booked })
  assert.equal(booked.paid, (price * 7_500n) / 10_000n)
})

test('only an authorised sender answers, only through the Operator, only what was asked', async () => {
  const { announced } = await request(ended)
  const answering = (account: Account, change: Partial<Announced> = {}, gas = jobGas) =>
    refusalOf(chain.simulateContract({ ...answerTo(announced, 10_000n, change), account, gas }))
  for (const account of [stranger, vendor, client]) {
    assert.deepEqual(await answering(account), ['Not authorized sender'])
  }
  const changes: Partial<Announced>[] = [
    { payment: payment + 1n },
    { callbackAddr: stranger.address },
    { callbackFunctionId: '0x12345678' },
    { cancelExpiration: ended },
  ]
  for (const change of changes) {
    assert.deepEqual(await answering(node, change), ['Params do not match request ID'])
  }
  assert.deepEqual(await answering(node, { requestId: evidence }), ['Must have a valid requestId'])
  assert.deepEqual(await answering(node, {}, 420_000n), ['Must provide consumer enough gas'])
  const direct = chain.simulateContract({
    ...m.inAdapter,
    account: node,
    functionName: 'fulfill',
    args: [announced.requestId, 0n, 0n, 0n, 0n, 10_000n, 0n, 0n, evidence],
  })
  assert.deepEqual(await refusalOf(direct), ['ChainlinkSlaOracle_NotOperator', node.address])
  assert.equal(await m.isJudged(), false)
})

test('a second answer is refused, a second request too', async () => {
  const { announced } = await request(ended)
  await answer(announced, 10_000n)
  const again = chain.simulateContract({ ...answerTo(announced, 0n), account: node })
  assert.deepEqual(await refusalOf(again), ['Must have a valid requestId'])
  assert.deepEqual(await refusalOf(request(ended + 60n)), ['SlaOracle_EpochNotOpen', m.agreementId, 0])
  assert.equal(await m.prepaidLeft(), prepaid - payment)
})

test('an expired request gives its LINK back, and the epoch can be asked about again', async () => {
  const first = (await request(ended)).announced
  const { requestId } = first
  const cancel = {
    ...m.inAdapter,
    account: stranger,
    functionName: 'cancel',
    args: [m.agreementId, 0],
  } as const
  await at(ended + 299n)
  await chain.mine({ blocks: 1 })
  const early = await refusalOf(chain.simulateContract(cancel))
  assert.deepEqual(early, ['ChainlinkSlaOracle_NotExpired', requestId, Number(ended + 300n)])
  await at(ended + 300n)
  const { logs } = await m.send({ ...cancel, gas: jobGas })
  assert.deepEqual(eventsIn(logs), [
    { eventName: 'RequestCancelled', agreementId: m.agreementId, epoch: 0, requestId },
    { eventName: 'CancelOracleRequest', requestId },
  ])
  assert.deepEqual([await m.linkOf(m.operator), await m.linkOf(m.adapter)], [0n, prepaid])
  assert.equal(await m.prepaidLeft(), prepaid)
  const late = chain.simulateContract({ ...answerTo(first, 0n), account: node })
  assert.deepEqual(await refusalOf(late), ['Must have a valid requestId'])

  const second = (await request(ended + 301n)).announced
  assert.equal(second.requestId, keccak256(encodePacked(['address', 'uint256'], [m.adapter, 2n])))
  await answer(second, 10_000n)
  assert.equal(await m.isJudged(), true)
})

test('an answer after the expiry counts, one after the verdict timeout does not and still frees the request', async () => {
  const { announced } = await request(ended)
  const before = await chain.snapshot()
  await at(ended + verdictTimeout - 1n)
  await answer(announced, 10_000n)
  assert.equal(await m.isJudged(), true)

  await chain.revert({ id: before })
  await at(ended + verdictTimeout)
  const { logs } = await answer(announced, 10_000n)
  const about = { agreementId: m.agreementId, epoch: 0 }
  assert.deepEqual(eventsIn(logs), [
    { eventName: 'OracleResponse', requestId: announced.requestId },
    { eventName: 'VerdictIgnored', ...about },
    { eventName: 'VerdictDelivered', ...about, stored: false },
  ])
  assert.equal(await m.isJudged(), false)
  assert.deepEqual(await m.pending(), [zeroHash, 0])
})

test('what is left of the LINK goes back to its payer once the agreement is closed', async () => {
  const { announced } = await request(ended)
  await m.send({ ...m.inMarket, account: client, functionName: 'terminate', args: [m.agreementId] })
  await answer(announced, 10_000n)
  await at(ended + 2n * verdictTimeout)
  await m.send({ ...m.inMarket, account: stranger, functionName: 'close', args: [m.agreementId] })
  const before = await m.linkOf(sponsor.address)
  await m.send({ ...m.inAdapter, account: sponsor, functionName: 'refund', args: [m.agreementId] })
  assert.equal((await m.linkOf(sponsor.address)) - before, prepaid - payment)
  assert.equal(await m.linkOf(m.adapter), 0n)
})
