import assert from 'node:assert/strict'
import { test } from 'node:test'
import { epochOfSlot, newestSlot, slotsBetween, slotTime } from './slots.ts'
import { isInService } from './targets.ts'
import { sampleAgreement } from './testing/sample.ts'

const grid = { anchor: 1_000, probeInterval: 3, epochLength: 10 }

test('a slot lies on the grid of the anchor, and in the epoch of its time', () => {
  for (let slot = 0; slot < 50; slot++) {
    const time = slotTime(grid, slot)
    assert.equal(time, 1_000 + 3 * slot)
    assert.equal(epochOfSlot(grid, slot), Math.floor((time - 1_000) / 10))
  }
})

test('the newest slot is the last whose time has come', () => {
  assert.equal(newestSlot(grid, 999_999), -1)
  assert.equal(newestSlot(grid, 1_000_000), 0)
  assert.equal(newestSlot(grid, 1_002_999), 0)
  assert.equal(newestSlot(grid, 1_003_000), 1)
})

test('slots of a span begin at or after its start and before its end', () => {
  assert.deepEqual(slotsBetween(grid, { start: 1_000, end: 1_010 }), { first: 0, count: 4 })
  assert.deepEqual(slotsBetween(grid, { start: 1_010, end: 1_020 }), { first: 4, count: 3 })
  assert.deepEqual(slotsBetween(grid, { start: 1_010, end: 1_012 }), { first: 4, count: 0 })
  assert.deepEqual(slotsBetween(grid, { start: 1_010, end: 1_013 }), { first: 4, count: 1 })
  assert.deepEqual(slotsBetween(grid, { start: 1_010, end: 1_010 }), { first: 4, count: 0 })
})

test('service is owed in funded epochs, before the end', () => {
  const at = (agreement: object, slot: number): boolean =>
    isInService(
      {
        agreement: { ...sampleAgreement, ...agreement },
        endpoint: { kind: 'refused', note: '' },
        unmeasurable: undefined,
      },
      slot,
    )
  assert.equal(at({}, -1), false)
  assert.equal(at({}, 0), true)
  assert.equal(at({}, 99), true)
  assert.equal(at({}, 100), false)
  assert.equal(at({ fundedEpochs: 11 }, 100), true)
  assert.equal(at({ endsAt: 1_011 }, 5), true)
  assert.equal(at({ endsAt: 1_010 }, 5), false)
})
