import { asOpraasError, type Market } from '@opraas/deployer'
import type { Hex } from 'viem'
import type { Log } from '../log.ts'
import type { MarketClock } from './marketClock.ts'
import type { Measurement } from './measure.ts'
import { latenessBoundMs } from './profile.ts'
import { gridOf, type Header, headerOf, type Sample } from './sample.ts'
import { epochOfSlot, newestSlot, slotTime } from './slots.ts'
import type { Stalls } from './stalls.ts'
import type { SampleStore } from './store.ts'
import { isInService, type Target } from './targets.ts'

/** Longest sleep between two looks at the grid: new agreements and new anchors are seen by then. */
const MAX_IDLE_MS = 200

/** What the sampler tells of its work, for metrics. */
export type SamplerEvents = { sampled(agreementId: Hex, sample: Sample): void }

/** Undefined before the first slot that this process begins. */
export type Progress = { newestSlot: number | undefined; underWay: number }

/**
 * Takes one sample per slot of every target, on its grid. Slots that were slept through are not made up for: they are
 * missing, and lower the coverage.
 */
export function createSampler(deps: {
  market: Market
  measure: (target: Target) => Promise<Measurement>
  clock: MarketClock
  stalls: Stalls
  store: SampleStore
  events: SamplerEvents
  log: Log
  now: () => number
  signal: AbortSignal
}) {
  const { market, measure, clock, stalls, store, events, log, now, signal } = deps
  /** Newest slot taken, by agreement and anchor: after a resume the grid is another one. */
  const taken = new Map<Hex, { anchor: number; slot: number }>()
  const last = new Map<Hex, Sample>()
  const underWay = new Map<string, number>()

  return {
    /** Begins the samples that are due. @returns Milliseconds until the next look. */
    tick(targets: Iterable<Target>): number {
      let idleMs = MAX_IDLE_MS
      for (const target of targets) {
        if (target.unmeasurable !== undefined) continue
        const { agreementId } = target.agreement
        const grid = gridOf(target.agreement)
        const slot = newestSlot(grid, now())
        const before = taken.get(agreementId)
        if (before === undefined || before.anchor !== grid.anchor || slot > before.slot) {
          taken.set(agreementId, { anchor: grid.anchor, slot })
          if (isInService(target, slot)) void take(target, slot)
        }
        idleMs = Math.min(idleMs, slotTime(grid, slot + 1) * 1000 - now())
      }
      return Math.max(1, idleMs)
    },

    /** True when no sample of the epoch is under way in this process. */
    isQuiet: (of: { agreementId: Hex; epoch: number }): boolean => !underWay.has(keyOf(of)),

    /** How far an epoch is sampled: the newest slot of its grid that was begun, and how many wait for their result. */
    progressOf(of: Pick<Header, 'agreementId' | 'epoch' | 'anchor'>): Progress {
      const begun = taken.get(of.agreementId)
      const newestSlot = begun?.anchor === of.anchor ? begun.slot : undefined
      return { newestSlot, underWay: underWay.get(keyOf(of)) ?? 0 }
    },

    /** The newest sample of an agreement that this process took. */
    lastOf: (agreementId: Hex): Sample | undefined => last.get(agreementId),

    /** Forgets agreements that are no longer measured. */
    keepOnly(agreementIds: ReadonlyMap<Hex, unknown>): void {
      for (const memory of [taken, last]) {
        for (const agreementId of memory.keys())
          if (!agreementIds.has(agreementId)) memory.delete(agreementId)
      }
    },
  }

  async function take(target: Target, slot: number): Promise<void> {
    const { agreement } = target
    const grid = gridOf(agreement)
    const header = headerOf(market, agreement, epochOfSlot(grid, slot))
    const key = keyOf(header)
    underWay.set(key, (underWay.get(key) ?? 0) + 1)
    try {
      const sample = await sampleOf(target, slot)
      if (!store.append(header, sample)) {
        log.warn('probe.sampleTooLate', { agreementId: agreement.agreementId, epoch: header.epoch, slot })
        return
      }
      reportChange(agreement.agreementId, sample)
      last.set(agreement.agreementId, sample)
      events.sampled(agreement.agreementId, sample)
    } catch (error) {
      // The slot stays without a sample. Only what goes on is told: at a stop this is expected.
      if (!signal.aborted) {
        const { code, message } = asOpraasError(error)
        log.error('probe.sampleLost', { agreementId: agreement.agreementId, slot, code, reason: message })
      }
    } finally {
      const left = (underWay.get(key) ?? 1) - 1
      if (left > 0) underWay.set(key, left)
      else underWay.delete(key)
    }
  }

  async function sampleOf(target: Target, slot: number): Promise<Sample> {
    const grid = gridOf(target.agreement)
    const at = now()
    if (at - slotTime(grid, slot) * 1000 > latenessBoundMs(grid.probeInterval)) {
      return { slot, at, rpc: false, unsafeHead: false, ms: 0, void: 'prober late' }
    }
    const startedMs = performance.now()
    const measurement = await measure(target)
    signal.throwIfAborted()
    const stalled = stalls.since(startedMs)
    const reason = stalled ? 'prober stalled' : await clock.confirm(now(), signal)
    return { slot, at, ...measurement, ...(reason && { void: reason }) }
  }

  function reportChange(agreementId: Hex, sample: Sample): void {
    const before = last.get(agreementId)
    const isGood = (one: Sample): boolean => one.rpc && one.unsafeHead
    if (sample.void !== undefined) {
      if (before?.void !== sample.void)
        log.warn('probe.void', { agreementId, slot: sample.slot, reason: sample.void })
    } else if (before === undefined || before.void !== undefined || isGood(before) !== isGood(sample)) {
      const { slot, rpc, unsafeHead, note } = sample
      if (isGood(sample)) log.info('probe.met', { agreementId, slot })
      else log.warn('probe.missed', { agreementId, slot, rpc, unsafeHead, note })
    }
  }
}

export type Sampler = ReturnType<typeof createSampler>

function keyOf({ agreementId, epoch }: { agreementId: Hex; epoch: number }): string {
  return `${agreementId}/${epoch}`
}
