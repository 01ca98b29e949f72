import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatBps, formatShare } from './bps.ts'

test('formats what was measured with two decimals', () => {
  assert.deepEqual([9_990, 10_000, 0, 9_750].map(formatBps), ['99.90%', '100.00%', '0.00%', '97.50%'])
})

test('formats what was agreed with as few as it takes', () => {
  assert.deepEqual([9_990, 10_000, 0, 9_995].map(formatShare), ['99.9%', '100%', '0%', '99.95%'])
})
