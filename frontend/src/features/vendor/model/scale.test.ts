import assert from 'node:assert/strict'
import { test } from 'node:test'
import { heightOf, ticksOf } from './scale.ts'

test('marks are round and few', () => {
  const marks = [20n, 103n, 19n, 24n, 99n, 1n, 0n].map((max) => ticksOf(max).map(Number))
  assert.deepEqual(marks, [
    [0, 10, 20],
    [0, 50, 100],
    [0, 5, 10, 15],
    [0, 10, 20],
    [0, 20, 40, 60, 80],
    [0],
    [0],
  ])
  for (let max = 2n; max < 100_000n; max += 37n) {
    const { length } = ticksOf(max)
    assert.ok(length >= 3 && length <= 6, `${length} marks up to ${max}`)
  }
})

test('heights are shares of the axis', () => {
  assert.equal(heightOf(5n, 20n, 160), 40)
  assert.equal(heightOf(5n, 0n, 160), 0)
})
