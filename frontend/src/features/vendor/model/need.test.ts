import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { sampleAgreement, units } from '../testing/sampleAgreement.ts'
import { vendorNeedOf } from './need.ts'

const epoch = 1_795_000_000
const anchors = [{ fromEpoch: 0, anchor: epoch }]

function told(over: Parameters<typeof sampleAgreement>[1], now: number): string {
  const agreement: Agreement = sampleAgreement(1, { anchors, ...over })
  const { kind, words } = vendorNeedOf(agreement, now)
  return `${kind}: ${words}`
}

test('before the start the windows run, and what missed them is closed', () => {
  const reserved = { state: 'Reserved', deadline: epoch + 72 } as const
  const requested = { ...reserved, state: 'Requested' } as const
  assert.equal(told(reserved, epoch), 'calm: Client binds within 1 min 12 s')
  assert.equal(told(reserved, epoch + 73), 'act: No chain was bound, close it')
  assert.equal(told(requested, epoch), 'waits: Start within 1 min 12 s')
  assert.equal(told(requested, epoch + 72), 'waits: Start within 0 s')
  assert.equal(told(requested, epoch + 73), 'act: Start missed, close it')
})

test('an active agreement tells its money, its end, or that the oracle is gone', () => {
  assert.equal(told({}, epoch + 10), 'calm: Funded for 2 min 30 s')
  assert.equal(told({ endsAt: epoch + 42 }, epoch + 10), 'calm: Ends in 32 s')
  assert.equal(told({ silentStreak: 3 }, epoch + 10), 'act: 3 silent epochs in a row, you may leave')
})

test('a suspended agreement is left, resumed or closed', () => {
  const suspended = { state: 'Suspended', settledEpochs: 10 } as const
  const end = epoch + 160
  const since = new Date(end * 1000).toISOString().slice(11, 19)
  assert.equal(told(suspended, end + 5), `act: Unfunded since ${since} UTC, you may leave`)
  assert.equal(told({ ...suspended, money: { deposit: units(20) } }, end + 5), 'act: Paid again, resume it')
  assert.match(
    told({ ...suspended, settledEpochs: 9, money: { deposit: units(20) } }, end + 5),
    /you may leave/,
  )
  assert.equal(told(suspended, end + 60), 'act: Unfunded and past its grace, close it')
})

test('an ended agreement waits for its last booking, then it is closed', () => {
  const ended = { state: 'Ended', endsAt: epoch + 24, settledEpochs: 1 } as const
  const by = new Date((epoch + 84) * 1000).toISOString().slice(11, 19)
  assert.equal(told(ended, epoch + 30), `waits: Booked by ${by} UTC`)
  assert.equal(told({ ...ended, settledEpochs: 2 }, epoch + 30), 'act: Close it, the bond comes back')
  assert.equal(told(ended, epoch + 84), 'act: Close it, the bond comes back')
})

test('what is over asks to be claimed, as long as something is left', () => {
  const money = { freeVendor: units(19.8), freeVendorFee: units(0.2) }
  assert.equal(told({ state: 'Closed', money }, epoch), 'waits: Claim 20.00 tUSD')
  assert.equal(told({ state: 'Cancelled' }, epoch), 'calm: Nothing')
})
