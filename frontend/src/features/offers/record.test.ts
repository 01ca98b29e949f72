import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Epoch } from '../../shared/market/epochs.ts'
import { cellsOf, describeCell, spanOf } from './record.ts'
import { hashOf } from './testing/offers.ts'

function epochWith(changes: Partial<Epoch>): Epoch {
  const judged = { outcome: 'met', excused: false, uptimeBps: 10_000, payoutBps: 10_000 } as const
  const money = { paid: 20n, slashed: 0n, verdict: undefined, evidence: undefined, transaction: hashOf(1) }
  return { epoch: 0, ...judged, ...money, start: 1_795_265_394, end: 1_795_265_410, ...changes }
}

test('epochs of several agreements become cells of their own', () => {
  const epochs = [
    epochWith({ epoch: 0 }),
    epochWith({ epoch: 0, outcome: 'degraded', payoutBps: 6_250 }),
    epochWith({ epoch: 1, outcome: 'failed', payoutBps: 0, excused: true }),
  ]
  assert.deepEqual(cellsOf(epochs), [
    { epoch: 0, status: 'met', fill: 1 },
    { epoch: 1, status: 'degraded', fill: 0.625 },
    { epoch: 2, status: 'excused', fill: 0 },
  ])
})

test('a cell is told in words', () => {
  const epochs = [
    epochWith({ outcome: 'degraded', uptimeBps: 9_750, payoutBps: 6_250 }),
    epochWith({ outcome: 'silent', uptimeBps: 0, payoutBps: 5_000 }),
  ]
  const told = cellsOf(epochs).map((cell) => describeCell(epochs, cell))
  assert.deepEqual(told, [
    '12:49:54 UTC, degraded, measured 97.50%, paid 62.5%',
    '12:49:54 UTC, silent, paid 50%',
  ])
})

test('the span of no epochs is nothing', () => {
  assert.equal(spanOf([]), 0)
  assert.equal(spanOf([epochWith({})]), 16)
})
