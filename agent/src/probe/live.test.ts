import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import type { Market } from '@opraas/deployer'
import { createLive, type Live, type LiveMeasurements } from './live.ts'
import { headerOf, type Sample } from './sample.ts'
import type { Progress } from './sampler.ts'
import { openSampleStore, type SampleStore } from './store.ts'
import type { Target } from './targets.ts'
import {
  memoryLog,
  sampleAgreement,
  sampleHeader,
  sampleOf,
  sampleSla,
  sampleTerms,
} from './testing/sample.ts'
import { computeVerdict } from './verdict.ts'

const { agreementId } = sampleAgreement
const market = { marketChainId: 900, marketplace: sampleHeader.marketplace } as Market // nothing else of it is used
const miss = { rpc: false, unsafeHead: false }

let folder: string
let store: SampleStore
let nowSeconds: number
let target: Target
let reason: string | undefined
let progress: Progress
let live: LiveMeasurements

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opraas-live-'))
  store = openSampleStore(folder, memoryLog())
  // Slot 34 of epoch 3, which has slots 30 to 39, has just begun.
  nowSeconds = 1_068
  target = {
    agreement: sampleAgreement,
    endpoint: { kind: 'open', url: new URL('http://127.0.0.1:8545'), simulated: true },
    unmeasurable: undefined,
  }
  reason = 'the market knows no such agreement'
  progress = { newestSlot: 34, underWay: 0 }
  live = open()
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function open(): LiveMeasurements {
  return createLive({
    market,
    targets: { all: () => new Map([[agreementId, target]]), reasonAgainst: () => reason },
    sampler: { progressOf: () => progress },
    store,
    now: () => nowSeconds * 1000,
  })
}

/** Writes a sample as the sampler does. */
function take(sample: Sample): void {
  const epoch = Math.floor((sample.slot * 2) / 20)
  store.append(headerOf(market, target.agreement, epoch), sample)
  live.record(agreementId, sample)
}

function measured(): Live {
  const reply = live.measuredNow(agreementId)
  assert.ok(reply.ok)
  return reply.live
}

test('says nothing about metrics before a sample was counted', () => {
  progress = { newestSlot: undefined, underWay: 0 }
  assert.deepEqual(measured(), {
    agreementId,
    epoch: 3,
    start: 1_060,
    end: 1_080,
    at: 1_068_000,
    metrics: { rpc: null, unsafeHead: null },
    slots: { elapsed: 5, counted: 0, void: 0, missing: 5, underWay: 0 },
    simulated: true,
    skippedChecks: [
      'genesis hash: the embedded engine has a block 0 of its own',
      'L1-derived hashes: the chain is simulated',
    ],
    recent: [],
  })
  take(sampleOf(30, { ...miss, void: 'prober stalled' }))
  nowSeconds++
  assert.deepEqual(measured().metrics, { rpc: null, unsafeHead: null })
})

test('measures the slots begun so far as a verdict would', () => {
  for (const sample of [sampleOf(30), sampleOf(31, miss), sampleOf(32, { unsafeHead: false })]) take(sample)
  progress = { newestSlot: 34, underWay: 1 }
  const { metrics, slots } = measured()
  const { verdict } = computeVerdict({
    header: headerOf(market, target.agreement, 3),
    end: 1_070,
    samples: store.read(headerOf(market, target.agreement, 3))?.samples ?? [],
    sla: sampleSla,
  })
  assert.deepEqual(metrics, { rpc: 6_666, unsafeHead: 3_333 })
  assert.deepEqual(metrics, { rpc: verdict.rpc, unsafeHead: verdict.unsafeHead })
  assert.deepEqual(slots, { elapsed: 5, counted: 3, void: 0, missing: 1, underWay: 1 })
})

test('a metric that is not agreed has no value', () => {
  const sla = { ...sampleSla, unsafeHead: { target: 0, floor: 0, payoutAtFloor: 0 } }
  target = { ...target, agreement: { ...sampleAgreement, terms: { ...sampleTerms, sla } } }
  take(sampleOf(30))
  assert.deepEqual(measured().metrics, { rpc: 10_000, unsafeHead: null })
})

test('goes on with new samples, at most once a second, and never counts a slot twice', () => {
  take(sampleOf(30))
  assert.equal(measured().slots.counted, 1)
  take(sampleOf(31))
  take(sampleOf(31, miss))
  assert.equal(measured().slots.counted, 1)
  nowSeconds++
  assert.deepEqual(measured().metrics.rpc, 10_000)
  assert.equal(measured().slots.counted, 2)
})

test('tells the newest samples across epochs, oldest first, without their slots', () => {
  for (let slot = 20; slot < 33; slot++) take(sampleOf(slot))
  live = open()
  const { recent } = measured()
  assert.deepEqual(
    recent.map(({ at }) => at),
    Array.from({ length: 13 }, (_, index) => 1_040_000 + 2_000 * index),
  )
  assert.deepEqual(recent[0], { at: 1_040_000, rpc: true, unsafeHead: true, ms: 5, head: 120 })
})

test('enters the next epoch without what it no longer needs', () => {
  const terms = { ...sampleTerms, epochLength: 400 }
  target = { ...target, agreement: { ...sampleAgreement, terms } }
  const header = headerOf(market, target.agreement, 0)
  for (let slot = 0; slot < 200; slot++) store.append(header, sampleOf(slot))
  nowSeconds = 1_399
  progress = { newestSlot: 199, underWay: 0 }
  assert.deepEqual(measured().slots, { elapsed: 200, counted: 200, void: 0, missing: 0, underWay: 0 })
  nowSeconds = 1_400.5
  assert.equal(measured().slots.elapsed, 0)
  nowSeconds = 1_402
  progress = { newestSlot: 201, underWay: 1 }
  live.record(agreementId, sampleOf(200))
  const { epoch, slots, recent } = measured()
  assert.equal(epoch, 1)
  assert.deepEqual(slots, { elapsed: 2, counted: 1, void: 0, missing: 0, underWay: 1 })
  assert.equal(recent.length, 120)
  assert.equal(recent.at(-1)?.at, 1_400_000)
})

test('tells why an endpoint is refused, and why an agreement is not measured', () => {
  const endpoint = { kind: 'refused', note: 'not a url' } as const
  target = { ...target, endpoint, unmeasurable: 'the latency bound is above 60000 ms' }
  const { refused, notMeasured, simulated, skippedChecks } = measured()
  assert.deepEqual(
    { refused, notMeasured, simulated, skippedChecks },
    {
      refused: 'not a url',
      notMeasured: 'the latency bound is above 60000 ms',
      simulated: false,
      skippedChecks: [],
    },
  )
})

test('ends its epoch where the agreement ends', () => {
  target = { ...target, agreement: { ...sampleAgreement, endsAt: 1_069 } }
  progress = { newestSlot: 36, underWay: 0 }
  const { end, slots } = measured()
  assert.equal(end, 1_069)
  assert.equal(slots.elapsed, 5)
})

test('has nothing to tell when no epoch runs', () => {
  const unknown = live.measuredNow(`0x${'bb'.repeat(32)}`)
  assert.deepEqual(unknown, { ok: false, status: 404, reason: 'the market knows no such agreement' })
  reason = undefined
  assert.deepEqual(live.measuredNow(`0x${'bb'.repeat(32)}`), {
    ok: false,
    status: 503,
    reason: 'the market was not seen yet',
  })
  nowSeconds = 999
  const early = live.measuredNow(agreementId)
  assert.deepEqual(early, { ok: false, status: 404, reason: 'its first epoch begins at 1000' })
  nowSeconds = 1_200
  const unpaid = live.measuredNow(agreementId)
  assert.deepEqual(unpaid, { ok: false, status: 404, reason: 'its money ended at 1200' })
  target = { ...target, agreement: { ...sampleAgreement, endsAt: 1_100 } }
  assert.deepEqual(live.measuredNow(agreementId), { ok: false, status: 404, reason: 'it ended at 1100' })
})

test('a resumed agreement has another grid, and none of the samples before', () => {
  take(sampleOf(30))
  assert.equal(measured().slots.counted, 1)
  target = { ...target, agreement: { ...sampleAgreement, anchor: 1_001 } }
  assert.deepEqual([measured().start, measured().slots.counted], [1_061, 0])
})

test('writes nothing', () => {
  const before = readdirSync(folder, { recursive: true })
  measured()
  assert.deepEqual(readdirSync(folder, { recursive: true }), before)
})

test('forgets samples that nobody asks for, and reads them again', () => {
  take(sampleOf(30))
  measured()
  nowSeconds += 601
  target = { ...target, agreement: { ...sampleAgreement, fundedEpochs: 100 } }
  // Not written: after such a pause only what the file holds is known.
  live.record(agreementId, sampleOf(334))
  progress = { newestSlot: 334, underWay: 0 }
  assert.equal(measured().slots.counted, 0)
})
