import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import type { Market } from '@opraas/deployer'
import { createMarketClock } from './marketClock.ts'
import type { Measurement } from './measure.ts'
import { createMetrics } from './metrics.ts'
import { headerOf, type Sample } from './sample.ts'
import { createSampler } from './sampler.ts'
import { openSampleStore, type SampleStore } from './store.ts'
import type { Target } from './targets.ts'
import { memoryLog, sampleAgreement, sampleHeader } from './testing/sample.ts'

const market = { marketChainId: 900, marketplace: sampleHeader.marketplace } as Market // nothing else of it is used
const { agreementId } = sampleAgreement
const met: Measurement = { rpc: true, unsafeHead: true, ms: 5, head: 9 }
const target: Target = {
  agreement: sampleAgreement,
  endpoint: { kind: 'open', url: new URL('http://127.0.0.1'), simulated: true },
  unmeasurable: undefined,
}

let folder: string
let store: SampleStore
let stop: AbortController

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opraas-sampler-'))
  store = openSampleStore(folder, memoryLog())
  stop = new AbortController()
})
afterEach(() => {
  stop.abort()
  store.close()
  rmSync(folder, { recursive: true })
})

/** A sampler whose clock and endpoint the test holds. */
function start(options: { measure?: () => Promise<Measurement>; stalled?: boolean } = {}) {
  const time = { ms: 1_000_000 }
  const now = (): number => time.ms
  const clock = createMarketClock({ staleMs: 15_000, now })
  const metrics = createMetrics({ clock, now })
  const log = memoryLog()
  const sampler = createSampler({
    market,
    measure: options.measure ?? (async () => met),
    clock,
    stalls: { since: () => options.stalled ?? false, stop: () => undefined },
    store,
    events: metrics.events,
    log,
    now,
    signal: stop.signal,
  })
  return {
    sampler,
    metrics,
    log,
    clock,
    /** Moves the time, begins what is due, and lets a look at a healthy market follow. */
    async at(seconds: number, targets: Target[] = [target], headAgeSeconds = 0): Promise<number> {
      time.ms = seconds * 1000
      const idleMs = sampler.tick(targets)
      await turn()
      clock.record({ beganAtMs: time.ms, headNumber: 1n, headTimestampSeconds: seconds - headAgeSeconds })
      await turn()
      return idleMs
    },
  }
}

function samplesOf(epoch: number): Sample[] {
  return store.read(headerOf(market, sampleAgreement, epoch))?.samples ?? []
}

test('takes one sample per slot, on the grid, into the file of its epoch', async () => {
  const { at } = start()
  for (const seconds of [1_000.01, 1_000.2, 1_002.1, 1_018, 1_020.01]) await at(seconds)
  assert.deepEqual(
    samplesOf(0).map(({ slot }) => slot),
    [0, 1, 9],
  )
  assert.deepEqual(samplesOf(1), [{ slot: 10, at: 1_020_010, ...met }])
})

test('sleeps until the next slot, but not long', async () => {
  const { at } = start()
  assert.equal(await at(1_000.5), 200)
  assert.equal(Math.round(await at(1_001.95)), 50)
})

test('a sample begun half an interval late is void, and not even asked for', async () => {
  const { at } = start({ measure: () => assert.fail('asked') })
  await at(1_001.001)
  assert.deepEqual(samplesOf(0), [
    { slot: 0, at: 1_001_001, rpc: false, unsafeHead: false, ms: 0, void: 'prober late' },
  ])
})

test('slots slept through are not made up for', async () => {
  const { at } = start()
  await at(1_000)
  await at(1_008.1)
  assert.deepEqual(
    samplesOf(0).map(({ slot }) => slot),
    [0, 4],
  )
})

test('a sample is void when this process stood still meanwhile', async () => {
  const { at } = start({ stalled: true })
  await at(1_000)
  assert.equal(samplesOf(0)[0]?.void, 'prober stalled')
})

test('a miss while the market stands still is void; while it moves it counts', async () => {
  const { at } = start({ measure: async () => ({ rpc: false, unsafeHead: false, ms: 900, note: 'timeout' }) })
  await at(1_000, [target], 16)
  await at(1_002, [target], 2)
  assert.deepEqual(
    samplesOf(0).map((sample) => [sample.void, sample.rpc, sample.note]),
    [
      ['market stalled', false, 'timeout'],
      [undefined, false, 'timeout'],
    ],
  )
})

test('nothing is measured before the start, behind the money, behind the end, or on terms it cannot judge', async () => {
  const { at } = start({ measure: () => assert.fail('asked') })
  await at(999)
  await at(1_200)
  await at(1_050, [{ ...target, agreement: { ...sampleAgreement, endsAt: 1_050 } }])
  await at(1_052, [{ ...target, unmeasurable: 'because' }])
  for (const epoch of [0, 2, 10]) assert.deepEqual(samplesOf(epoch), [])
})

test('a resume gives a new grid', async () => {
  const { at } = start()
  await at(1_000)
  const resumed = { ...target, agreement: { ...sampleAgreement, anchor: 980, settledEpochs: 1 } }
  await at(1_000.5, [resumed])
  assert.equal(store.read(headerOf(market, resumed.agreement, 1))?.samples[0]?.slot, 10)
})

test('an epoch is quiet when none of its samples is under way', async () => {
  let finish: (measurement: Measurement) => void = () => undefined
  const { at, sampler } = start({ measure: () => new Promise((resolve) => (finish = resolve)) })
  await at(1_000)
  assert.equal(sampler.isQuiet({ agreementId, epoch: 0 }), false)
  assert.equal(sampler.isQuiet({ agreementId, epoch: 1 }), true)
  finish(met)
  await at(1_001)
  assert.equal(sampler.isQuiet({ agreementId, epoch: 0 }), true)
  assert.equal(sampler.lastOf(agreementId)?.slot, 0)
})

test('a stop drops what is under way', async () => {
  let finish: (measurement: Measurement) => void = () => undefined
  const { at, sampler, log } = start({ measure: () => new Promise((resolve) => (finish = resolve)) })
  await at(1_000)
  stop.abort(new Error('stopped'))
  finish(met)
  await turn()
  await turn()
  assert.deepEqual(samplesOf(0), [])
  assert.equal(sampler.isQuiet({ agreementId, epoch: 0 }), true)
  assert.deepEqual(log.events, [])
})

test('tells changes once, and counts in metrics', async () => {
  const answers: Measurement[] = [met, met, { rpc: true, unsafeHead: false, ms: 3, note: 'old head' }]
  const { at, log, metrics, sampler } = start({ measure: async () => answers.shift() ?? met })
  for (const seconds of [1_000, 1_002, 1_004, 1_006]) await at(seconds)
  await at(1_008, [target], 99)
  assert.deepEqual(
    log.events.map(({ event }) => event),
    ['probe.met', 'probe.missed', 'probe.met', 'probe.void'],
  )
  const text = await metrics.registry.metrics()
  assert.match(text, /opraas_probe_samples_total\{metric="rpc",result="met"\} 4/)
  assert.match(text, /opraas_probe_samples_total\{metric="unsafeHead",result="missed"\} 1/)
  assert.match(text, /opraas_probe_void_samples_total\{reason="market stalled"\} 1/)
  assert.match(text, /opraas_probe_last_sample_age_seconds\{agreement="0xaaaa/)
  assert.match(text, /opraas_probe_market_head_age_seconds 99/)
  for (const part of [metrics, sampler]) part.keepOnly(new Map())
  assert.doesNotMatch(await metrics.registry.metrics(), /agreement="0x/)
})

test('tells how far an epoch is sampled, on its own grid only', async () => {
  const results: ((measurement: Measurement) => void)[] = []
  const { at, sampler } = start({ measure: () => new Promise((resolve) => results.push(resolve)) })
  const header = headerOf(market, sampleAgreement, 0)
  assert.deepEqual(sampler.progressOf(header), { newestSlot: undefined, underWay: 0 })
  await at(1_000)
  await at(1_002)
  assert.deepEqual(sampler.progressOf(header), { newestSlot: 1, underWay: 2 })
  assert.deepEqual(sampler.progressOf({ ...header, anchor: 2_000 }), { newestSlot: undefined, underWay: 2 })
  for (const resolve of results) resolve(met)
  await at(1_003)
  assert.deepEqual(sampler.progressOf(header), { newestSlot: 1, underWay: 0 })
})
