import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatAge, formatClock, formatDate, formatDateTime, formatDuration, formatMoment } from './time.ts'

const at = Date.UTC(2026, 8, 3, 5, 8, 24) / 1000

test('tells a duration in at most two neighbouring units', () => {
  const told = [0, 16, 125, 3_600, 3_605, 93_700, 14 * 86_400, 86_405].map(formatDuration)
  assert.deepEqual(told, ['0 s', '16 s', '2 min 5 s', '1 h', '1 h', '1 day 2 h', '14 days', '1 day'])
  assert.equal(formatDuration(1.9), '1 s')
  assert.equal(formatDuration(-5), '0 s')
})

test('tells an age in one unit, and the future too', () => {
  assert.deepEqual([0, 1, 59, 3_599, -125].map(formatAge), [
    '0 s ago',
    '1 s ago',
    '59 s ago',
    '59 min ago',
    'in 2 min',
  ])
})

test('tells dates and clocks in UTC', () => {
  assert.equal(formatDate(at), '3 Sep 2026')
  assert.equal(formatClock(at), '05:08:24 UTC')
  assert.equal(formatDateTime(at), '3 Sep 2026, 05:08:24 UTC')
  assert.equal(formatDate(2 ** 63), '—')
})

test('chooses date or clock by the stretch of time around it', () => {
  assert.equal(formatMoment(at, { spanSeconds: 30 * 16 }), '05:08:24 UTC')
  assert.equal(formatMoment(at, { spanSeconds: 30 * 3_600 }), '3 Sep, 05:08 UTC')
  assert.equal(formatMoment(at, { spanSeconds: 30 * 86_400 }), '3 Sep 2026')
  assert.equal(formatMoment(at, { spanSeconds: 30 * 86_400, short: true }), '3 Sep')
})
