import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  closableFrom,
  fundedAhead,
  fundedUntil,
  openEpochs,
  owedAtMost,
  servedUntil,
  setupDue,
} from './runway.ts'
import { sampleAgreement, sampleEpoch, units, verdict } from './testing/sampleAgreement.ts'

test('an epoch is open from its start until it is booked', () => {
  const agreement = sampleAgreement({ settledEpochs: 1, verdicts: new Map([[1, verdict()]]) })
  const open = openEpochs(agreement, 1_050)
  assert.deepEqual(
    open.map(({ epoch, isOver, isBookable }) => ({ epoch, isOver, isBookable })),
    [
      { epoch: 1, isOver: true, isBookable: true },
      { epoch: 2, isOver: true, isBookable: false },
      { epoch: 3, isOver: false, isBookable: false },
    ],
  )
  assert.equal(open[1]?.verdictDeadline, 1_048 + 60)
})

test('a later verdict does not make an epoch bookable before the one ahead of it', () => {
  const agreement = sampleAgreement({ verdicts: new Map([[1, verdict()]]) })
  assert.deepEqual(
    openEpochs(agreement, 1_040).map(({ isBookable }) => isBookable),
    [false, false, false],
  )
  assert.deepEqual(
    openEpochs(agreement, 1_076).map(({ isBookable }) => isBookable),
    [true, true, false, false, false],
  )
})

test('the end cuts the last epoch off, and no epoch begins at it', () => {
  const cut = openEpochs(sampleAgreement({ state: 'Ended', endsAt: 1_020 }), 1_030)
  assert.deepEqual(
    cut.map(({ epoch, end, isOver }) => ({ epoch, end, isOver })),
    [
      { epoch: 0, end: 1_016, isOver: true },
      { epoch: 1, end: 1_020, isOver: true },
    ],
  )
  assert.equal(openEpochs(sampleAgreement({ state: 'Ended', endsAt: 1_016 }), 1_030).length, 1)
})

test('money and service end with the funded epochs, or before at the end that is set', () => {
  assert.equal(fundedUntil(sampleAgreement()), 1_160)
  assert.equal(fundedUntil(sampleAgreement({ anchors: [] })), undefined)
  assert.equal(servedUntil(sampleAgreement({ endsAt: 1_064 })), 1_064)
  assert.equal(fundedAhead(sampleAgreement(), 1_008), 9)
  assert.equal(fundedAhead(sampleAgreement({ endsAt: 1_064 }), 1_008), 3)
  assert.equal(fundedAhead(sampleAgreement({ state: 'Suspended' }), 1_200), 0)
})

test('a resumption moves the grid', () => {
  const resumed = sampleAgreement({
    settledEpochs: 4,
    fundedEpochs: 6,
    anchors: [
      { fromEpoch: 0, anchor: 1_000 },
      { fromEpoch: 4, anchor: 1_900 },
    ],
  })
  assert.equal(fundedUntil(resumed), 1_996)
  assert.deepEqual(
    openEpochs(resumed, 1_970).map(({ start }) => start),
    [1_964],
  )
})

test('an end holds back the price of epochs that have begun, and a setup fee that is still due', () => {
  const withSetup = { terms: { setupFee: units(12) } }
  assert.equal(owedAtMost(sampleAgreement(withSetup), 1_020), units(52))
  assert.equal(
    owedAtMost(sampleAgreement({ ...withSetup, state: 'Reserved', deadline: 900 }), 800),
    units(12),
  )
  assert.equal(owedAtMost(sampleAgreement({ ...withSetup, state: 'Requested', deadline: 900 }), 901), 0n)
  const booked = { ...withSetup, settledEpochs: 1, epochs: [sampleEpoch(0, { paid: units(32) })] }
  assert.equal(setupDue(sampleAgreement({ ...booked, money: { gross: units(32) } })), 0n)
  assert.equal(owedAtMost(sampleAgreement(booked), 1_020), units(20))
})

test('tells from when on it can be closed', () => {
  assert.equal(closableFrom(sampleAgreement({ state: 'Reserved', deadline: 900 }), 800), 901)
  assert.equal(closableFrom(sampleAgreement(), 1_020), undefined)
  assert.equal(
    closableFrom(sampleAgreement({ state: 'Ended', endsAt: 1_020, settledEpochs: 1 }), 1_030),
    1_080,
  )
  const judged = {
    state: 'Ended',
    endsAt: 1_020,
    settledEpochs: 1,
    verdicts: new Map([[1, verdict()]]),
  } as const
  assert.equal(closableFrom(sampleAgreement(judged), 1_030), 0)
  assert.equal(closableFrom(sampleAgreement({ state: 'Suspended', settledEpochs: 10 }), 1_200), 1_220)
})
