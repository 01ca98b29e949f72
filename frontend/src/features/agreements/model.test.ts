import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Agreement } from '../../shared/market/agreement.ts'
import {
  client,
  sampleAgreement,
  sampleEpoch,
  units,
  vendor,
  verdict,
} from '../../shared/market/testing/sampleAgreement.ts'
import { type NextAction, nextAction } from './model.ts'

const stranger = '0x3333333333333333333333333333333333333333'

/** What the three parties are told: sentence, act, whether it is theirs. */
function told(agreement: Agreement, now: number) {
  const short = ({ sentence, act, needsMe }: NextAction) => [sentence, act, needsMe]
  return {
    client: short(nextAction(agreement, now, client)),
    vendor: short(nextAction(agreement, now, vendor)),
    stranger: short(nextAction(agreement, now, stranger)),
  }
}

test('reserved: the client deploys its chain, the others wait', () => {
  const agreement = sampleAgreement({ state: 'Reserved', deadline: 1_600, anchors: [] })
  const waits = [
    'The client has until 00:26:40 UTC to deploy its chain’s contracts and bind it.',
    undefined,
    false,
  ]
  assert.deepEqual(told(agreement, 1_000), {
    client: ['Deploy the chain’s contracts, or attach one, before 00:26:40 UTC.', 'deploy', true],
    vendor: waits,
    stranger: waits,
  })
})

test('reserved, too late: anyone closes it, the setup fee is the vendor’s', () => {
  const agreement = sampleAgreement({ state: 'Reserved', deadline: 1_600, terms: { setupFee: units(12) } })
  const close = (mine: boolean) => ['No chain was bound before 00:26:40 UTC.', 'close', mine]
  assert.deepEqual(told(agreement, 1_601), {
    client: close(true),
    vendor: close(false),
    stranger: close(false),
  })
  assert.equal(
    nextAction(agreement, 1_601, client).detail,
    'Anyone may close it: 188.00 tUSD comes back to the client. 12.00 tUSD setup fee is the vendor’s.',
  )
})

test('requested: all wait for the vendor’s start', () => {
  const agreement = sampleAgreement({ state: 'Requested', deadline: 1_600, terms: { setupFee: units(12) } })
  const waits = ['Waiting for the vendor to start, until 00:26:40 UTC.', undefined, false]
  assert.deepEqual(told(agreement, 1_000), {
    client: waits,
    vendor: ['Start the chain before 00:26:40 UTC; your agent does it.', undefined, true],
    stranger: waits,
  })
  assert.equal(
    nextAction(agreement, 1_000, client).detail,
    'Afterwards the whole deposit, 200.00 tUSD and 12.00 tUSD of the vendor’s bond, would be the client’s.',
  )
})

test('requested, too late: the vendor missed its start', () => {
  const agreement = sampleAgreement({ state: 'Requested', deadline: 1_600, terms: { setupFee: units(120) } })
  const close = (mine: boolean) => ['The vendor missed its start.', 'close', mine]
  assert.deepEqual(told(agreement, 1_601), {
    client: close(true),
    vendor: close(false),
    stranger: close(false),
  })
  assert.equal(
    nextAction(agreement, 1_601, client).detail,
    '200.00 tUSD and 40.00 tUSD of the vendor’s bond are the client’s to claim, once somebody closes it.',
  )
})

test('active and funded: nothing to do for anybody', () => {
  const nothing = ['Nothing to do.', undefined, false]
  assert.deepEqual(told(sampleAgreement(), 1_010), { client: nothing, vendor: nothing, stranger: nothing })
  assert.equal(
    nextAction(sampleAgreement(), 1_010, client).detail,
    'This epoch ends at 00:16:56 UTC, its verdict is due by 00:17:56 UTC.',
  )
})

test('active, little money: says when it ends and what more costs', () => {
  const low = (mine: boolean) => ['Money ends in 50 s.', 'topUp', mine]
  const agreement = sampleAgreement({ settledEpochs: 6 })
  assert.deepEqual(told(agreement, 1_110), { client: low(true), vendor: low(false), stranger: low(false) })
  assert.equal(nextAction(agreement, 1_110, client).detail, '60.00 tUSD pays 3 epochs more.')
})

test('active, notice given: the client learns when the vendor leaves', () => {
  const leaves = (mine: boolean) => ['The vendor leaves at 00:17:44 UTC.', undefined, mine]
  const agreement = sampleAgreement({ endsAt: 1_064 })
  assert.deepEqual(told(agreement, 1_010), {
    client: leaves(true),
    vendor: leaves(false),
    stranger: leaves(false),
  })
})

test('active, but nobody books: anyone may', () => {
  const agreement = sampleAgreement({ fundedEpochs: 30, verdicts: new Map([[0, verdict()]]) })
  assert.deepEqual(told(agreement, 1_100).stranger, ['1 finished epoch is not booked.', 'settle', false])
  assert.equal(nextAction(agreement, 1_090, client).sentence, 'Nothing to do.')
})

test('active, silent oracle: says so', () => {
  const { detail } = nextAction(sampleAgreement({ silentStreak: 3 }), 1_010, client)
  assert.match(detail ?? '', /The oracle was silent for 3 epochs in a row. Either party may leave at once\.$/)
})

test('suspended: top up, later close', () => {
  const money = { deposit: 0n }
  const agreement = sampleAgreement({ state: 'Suspended', settledEpochs: 10, money })
  const ended = 'The money ended at 00:19:20 UTC: no service is owed.'
  assert.deepEqual(told(agreement, 1_170), {
    client: [ended, 'topUp', true],
    vendor: [ended, 'topUp', false],
    stranger: [ended, 'topUp', false],
  })
  assert.deepEqual(told(agreement, 1_220).client, [ended, 'close', true])
  assert.deepEqual(told({ ...agreement, endsAt: 2_000 }, 1_170).client, [ended, undefined, false])
  assert.deepEqual(told({ ...agreement, endsAt: 2_000 }, 1_220).client, [ended, 'close', true])
})

test('what is asked for is never rounded below what is needed', () => {
  const agreement = sampleAgreement({
    state: 'Suspended',
    settledEpochs: 10,
    money: { deposit: units(2.955) },
  })
  assert.match(nextAction(agreement, 1_170, client).detail ?? '', /^Top up 17\.05 tUSD or more/)
})

test('suspended and paid again: the vendor resumes', () => {
  const agreement = sampleAgreement({ state: 'Suspended', settledEpochs: 10, money: { deposit: units(40) } })
  const waits = ['Waiting for the vendor to resume.', undefined, false]
  const mine = ['Waiting for the vendor to resume.', undefined, true]
  assert.deepEqual(told(agreement, 1_170), { client: waits, vendor: mine, stranger: waits })
})

test('ended: claim what is free, then wait for the last verdict, then close', () => {
  const agreement = sampleAgreement({
    state: 'Ended',
    endsAt: 1_020,
    settledEpochs: 1,
    money: { freeClient: units(30) },
  })
  const waits = ['Ended; the last epochs are being booked.', undefined, false]
  assert.deepEqual(told(agreement, 1_030), {
    client: ['30.00 tUSD is free to claim now.', 'claim', true],
    vendor: waits,
    stranger: waits,
  })
  assert.equal(
    nextAction(agreement, 1_030, vendor).detail,
    '1 epoch waits for a verdict. Without one it can be closed from 00:18:00 UTC on.',
  )
  const close = (mine: boolean) => ['All epochs are measured: it can be closed.', 'close', mine]
  assert.deepEqual(told(agreement, 1_080), {
    client: close(true),
    vendor: close(false),
    stranger: close(false),
  })
})

test('closed: each party claims what is its own, then nothing is left', () => {
  const agreement = sampleAgreement({
    state: 'Closed',
    money: { freeClient: units(46.67), freeVendor: units(13.2) },
  })
  assert.deepEqual(told(agreement, 2_000), {
    client: ['46.67 tUSD is yours to claim.', 'claim', true],
    vendor: ['13.20 tUSD is yours to claim.', 'claim', true],
    stranger: ['Closed: every epoch is booked.', undefined, false],
  })
  const done = sampleAgreement({ state: 'Closed', money: { claimedByClient: units(46.67) } })
  const nothing = ['Nothing to do.', undefined, false]
  assert.deepEqual(told(done, 2_000), { client: nothing, vendor: nothing, stranger: nothing })
  assert.equal(
    nextAction(done, 2_000, client).detail,
    'Closed: every epoch is booked. 46.67 tUSD went back to the client.',
  )
})

test('cancelled: says why', () => {
  const agreement = sampleAgreement({ state: 'Cancelled', cancelReason: 'vendor missed its start' })
  assert.equal(nextAction(agreement, 2_000, client).detail, 'The vendor missed its start.')
  const free = { ...agreement, money: { ...agreement.money, freeClient: units(212) } }
  assert.deepEqual(told(free, 2_000).client, ['212.00 tUSD is yours to claim.', 'claim', true])
  assert.deepEqual(told(free, 2_000).stranger, ['The vendor missed its start.', undefined, false])
})

test('no such agreement', () => {
  assert.equal(nextAction(sampleAgreement({ state: 'None' }), 0, undefined).needsMe, false)
})

test('a booked epoch does not count as unbooked', () => {
  const agreement = sampleAgreement({ settledEpochs: 1, epochs: [sampleEpoch(0)] })
  assert.equal(nextAction(agreement, 1_020, undefined).sentence, 'Nothing to do.')
})
