import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Agreement } from '../../shared/market/agreement.ts'
import { sampleAgreement, sampleEpoch, units } from '../../shared/market/testing/sampleAgreement.ts'
import { compareEnd, formatSaid, parseSaid, previewEnd, saidOf } from './model.ts'

/** All of the deposit is somewhere in a preview. */
function addsUp(agreement: Agreement, now: number): void {
  const { atOnce, held, setupFee, fromBond } = previewEnd(agreement, now)
  assert.equal(atOnce + held + setupFee, agreement.money.deposit + fromBond)
}

const setup = { terms: { setupFee: units(12) } }

test('before the start the setup fee is the price of leaving', () => {
  const reserved = sampleAgreement({ ...setup, state: 'Reserved', deadline: 1_600, anchors: [] })
  const { atOnce, setupFee, isCancel } = previewEnd(reserved, 1_000)
  assert.deepEqual([atOnce, setupFee, isCancel], [units(188), units(12), true])
  addsUp(reserved, 1_000)
})

test('a missed start gives everything back, and as much as the fee on top', () => {
  const requested = sampleAgreement({ ...setup, state: 'Requested', deadline: 1_600, anchors: [] })
  const { atOnce, fromBond } = previewEnd(requested, 1_601)
  assert.deepEqual([atOnce, fromBond], [units(212), units(12)])
  addsUp(requested, 1_601)
})

test('the running epoch is held back until it is measured', () => {
  const active = sampleAgreement({ settledEpochs: 2, epochs: [sampleEpoch(0), sampleEpoch(1)] })
  assert.deepEqual(previewEnd(active, 1_040), {
    ...{ atOnce: units(180), held: units(20), heldEpochs: 1, setupFee: 0n, fromBond: 0n },
    ...{ isCancel: false, splitBy: 1_100 },
  })
  addsUp(active, 1_040)
  assert.equal(previewEnd(active, 1_060).held, units(40))
})

test('before half of the first epoch the whole setup fee is owed; afterwards it is split as measured', () => {
  const active = sampleAgreement(setup)
  const early = previewEnd(active, 1_007)
  assert.deepEqual([early.atOnce, early.setupFee, early.held], [units(168), units(12), units(20)])
  const late = previewEnd(active, 1_008)
  assert.deepEqual([late.atOnce, late.setupFee, late.held], [units(168), 0n, units(32)])
  addsUp(active, 1_007)
  addsUp(active, 1_008)
})

test('suspended: it ends where the money ended, nothing more is held once all is booked', () => {
  const suspended = sampleAgreement({ state: 'Suspended', settledEpochs: 10, money: { deposit: units(3) } })
  const { atOnce, held, splitBy } = previewEnd(suspended, 1_500)
  assert.deepEqual([atOnce, held, splitBy], [units(3), 0n, undefined])
  const awaiting = { ...suspended, settledEpochs: 9 }
  assert.equal(
    previewEnd({ ...awaiting, money: { ...awaiting.money, deposit: units(23) } }, 1_500).splitBy,
    1_220,
  )
})

test('ended: what is free and what is still held', () => {
  const ended = sampleAgreement({
    ...{ state: 'Ended', endsAt: 1_044, settledEpochs: 2 },
    money: { deposit: units(50), freeClient: units(30) },
  })
  const { atOnce, held, heldEpochs, splitBy } = previewEnd(ended, 1_050)
  assert.deepEqual([atOnce, held, heldEpochs, splitBy], [units(30), units(20), 1, 1_104])
})

test('what was said survives a reload', () => {
  const said = saidOf(sampleAgreement({ settledEpochs: 2 }), 1_040)
  assert.deepEqual(said, { atLeast: units(180), isExact: false, epoch: 2 })
  assert.deepEqual(parseSaid(formatSaid(said)), said)
  assert.deepEqual(['', 'null', '{"atLeast":"-1","isExact":true,"epoch":1}'].map(parseSaid), [
    undefined,
    undefined,
    undefined,
  ])
})

test('what came is compared with what was said', () => {
  const closed = (came: number, free = 0, epochs: Agreement['epochs'] = []) =>
    sampleAgreement({
      state: 'Closed',
      epochs,
      money: { claimedByClient: units(came), freeClient: units(free) },
    })
  const said = { atLeast: units(30), isExact: false, epoch: 3 }
  assert.deepEqual(compareEnd(closed(46.67), undefined), { kind: 'unsaid' })
  assert.deepEqual(compareEnd(closed(30, 16.67), said), { kind: 'open' })
  assert.deepEqual(compareEnd(sampleAgreement({ state: 'Ended' }), said), { kind: 'open' })
  assert.deepEqual(compareEnd(closed(46.67), said), { kind: 'as said' })
  assert.deepEqual(compareEnd(closed(46.67), { ...said, atLeast: units(46.67), isExact: true }), {
    kind: 'as said',
  })
  assert.deepEqual(compareEnd(closed(46.67), { ...said, isExact: true }), { kind: 'more' })
  assert.deepEqual(compareEnd(closed(20, 0, [sampleEpoch(4)]), said), { kind: 'less', isLater: true })
  assert.deepEqual(compareEnd(closed(20, 0, [sampleEpoch(3)]), said), { kind: 'less', isLater: false })
})
