import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createMarketClock, type MarketLook } from './marketClock.ts'
import { latenessBoundMs, staleBoundMs } from './profile.ts'
import { watchStalls } from './stalls.ts'

const look = (beganAtMs: number, ageMs: number): MarketLook => ({
  beganAtMs,
  headNumber: 1n,
  headTimestampSeconds: (beganAtMs - ageMs) / 1000,
})

function start(staleMs = 15_000) {
  const stop = new AbortController()
  const clock = createMarketClock({ staleMs, now: () => 1_000_000 })
  return { clock, stop, confirm: (sinceMs: number) => clock.confirm(sinceMs, stop.signal) }
}

test('a sample counts by a look that began after it', async () => {
  const { clock, confirm } = start()
  const sample = confirm(1_000)
  clock.record(look(999, 0))
  const pending = Symbol()
  assert.equal(await Promise.race([sample, Promise.resolve(pending)]), pending)
  clock.record(look(1_000, 15_000))
  assert.equal(await sample, undefined)
})

test('a head older than the bound voids it', async () => {
  const { clock, confirm } = start()
  const sample = confirm(1_000)
  clock.record(look(2_000, 15_001))
  assert.equal(await sample, 'market stalled')
})

test('a head in the future voids it: one of the two clocks is wrong', async () => {
  const { clock, confirm } = start()
  const samples = [confirm(1_000), confirm(1_001)]
  clock.record(look(2_000, -15_001))
  assert.deepEqual(await Promise.all(samples), ['market clock ahead', 'market clock ahead'])
})

test('without a look it is void after the bound', async () => {
  const { confirm } = start(30)
  assert.equal(await confirm(1_000), 'market unreachable')
})

test('a stop ends the wait', async () => {
  const { stop, confirm } = start()
  const sample = confirm(1_000)
  stop.abort(new Error('stopped'))
  await assert.rejects(sample, { message: 'stopped' })
  await assert.rejects(confirm(1_000), { message: 'stopped' })
})

test('knows the age of the head', () => {
  const { clock } = start()
  assert.equal(clock.headAgeMs(), Number.POSITIVE_INFINITY)
  clock.record({ beganAtMs: 0, headNumber: 7n, headTimestampSeconds: 990 })
  assert.equal(clock.headAgeMs(), 10_000)
  assert.equal(clock.newest()?.headNumber, 7n)
})

test('a process that stood still knows it', async () => {
  const stalls = watchStalls()
  await sleep(150)
  const before = performance.now()
  assert.equal(stalls.since(before), false)
  while (performance.now() - before < 750);
  assert.equal(stalls.since(before), true, 'seen before the next beat')
  await sleep(150)
  assert.equal(stalls.since(before), true, 'remembered after it')
  assert.equal(stalls.since(performance.now()), false)
  stalls.stop()
})

test('bounds of profile 1', () => {
  assert.deepEqual([1, 5, 60].map(latenessBoundMs), [500, 2_500, 30_000])
  assert.deepEqual([true, false].map(staleBoundMs), [15_000, 60_000])
})
