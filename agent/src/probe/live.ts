import type { Market } from '@opraas/deployer'
import type { Hex } from 'viem'
import { skippedChecks } from './endpoint.ts'
import { endOf, gridOf, type Header, headerOf, type Sample } from './sample.ts'
import type { Progress, Sampler } from './sampler.ts'
import { slotsBetween, slotTime } from './slots.ts'
import type { SampleStore } from './store.ts'
import type { Target, Targets } from './targets.ts'
import { weighSamples } from './verdict.ts'

/** Newest samples that are told. */
const RECENT = 120
/** A measurement is made anew after this, however often it is asked for. */
const RENEW_MS = 1_000
/** Samples are kept in memory for this long after the last question. */
const KEEP_MS = 600_000

/** What is measured of the epoch that runs now. It is no verdict: the epoch is not over. */
export type Live = {
  agreementId: Hex
  epoch: number
  /** Of the epoch, unix seconds. */
  start: number
  end: number
  /** When this was measured, unix milliseconds. */
  at: number
  /** Bps, by the verdict's formula over the samples so far; null: nothing was counted yet, or it is not agreed. */
  metrics: { rpc: number | null; unsafeHead: number | null }
  /** Slots begun so far, and what became of them; some wait for their result. */
  slots: { elapsed: number; counted: number; void: number; missing: number; underWay: number }
  simulated: boolean
  /** Why the endpoint is not asked: every sample is a miss. */
  refused?: string
  /** Why this probe gives no verdict about the agreement. */
  notMeasured?: string
  skippedChecks: string[]
  /** Newest samples, oldest first. */
  recent: Omit<Sample, 'slot'>[]
}

/** A measurement, or why there is none. */
export type LiveReply = { ok: true; live: Live } | { ok: false; status: 404 | 503; reason: string }

type Memory = { anchor: number; samples: Sample[]; live: Live }

/** Tells what is measured now. Reads and writes nothing but the files of samples, and these once per agreement. */
export function createLive(deps: {
  market: Market
  targets: Pick<Targets, 'all' | 'reasonAgainst'>
  sampler: Pick<Sampler, 'progressOf'>
  store: Pick<SampleStore, 'read'>
  now: () => number
}) {
  const { market, targets, sampler, store, now } = deps
  const memories = new Map<Hex, Memory>()

  return {
    /** The measurement of an agreement's running epoch, at most a second old. */
    measuredNow(agreementId: Hex): LiveReply {
      const target = targets.all().get(agreementId)
      if (!target) return absent(targets.reasonAgainst(agreementId))
      const { anchor, terms, endsAt, fundedEpochs } = target.agreement
      const nowMs = now()
      const epoch = Math.floor((nowMs / 1000 - anchor) / terms.epochLength)
      const fundedUntil = anchor + fundedEpochs * terms.epochLength
      if (epoch < 0) return absent(`its first epoch begins at ${anchor}`)
      if (endsAt !== 0 && nowMs >= endsAt * 1000) return absent(`it ended at ${endsAt}`)
      if (epoch >= fundedEpochs) return absent(`its money ended at ${fundedUntil}`)
      const known = memories.get(agreementId)
      const isSameGrid = known?.anchor === anchor
      if (isSameGrid && Math.abs(nowMs - known.live.at) < RENEW_MS) return { ok: true, live: known.live }
      const header = headerOf(market, target.agreement, epoch)
      const samples = isSameGrid ? known.samples : load(target, epoch)
      const live = measure(target, header, samples)
      memories.set(agreementId, { anchor, samples, live })
      return { ok: true, live }
    },

    /** Takes note of a sample that was written. */
    record(agreementId: Hex, sample: Sample): void {
      const memory = memories.get(agreementId)
      if (!memory) return
      if (now() - memory.live.at > KEEP_MS) memories.delete(agreementId)
      else memory.samples.push(sample)
    },

    /** Forgets agreements that are no longer measured. */
    keepOnly(agreementIds: ReadonlyMap<Hex, unknown>): void {
      for (const agreementId of memories.keys())
        if (!agreementIds.has(agreementId)) memories.delete(agreementId)
    },
  }

  /** The samples of an epoch, behind the newest of the one before. */
  function load({ agreement }: Target, epoch: number): Sample[] {
    const read = (one: number): Sample[] => store.read(headerOf(market, agreement, one))?.samples ?? []
    const before = epoch > 0 ? read(epoch - 1).slice(-RECENT) : []
    return [...before, ...read(epoch)]
  }

  function measure(target: Target, header: Header, samples: Sample[]): Live {
    const { agreement, endpoint, unmeasurable } = target
    const { sla } = agreement.terms
    const at = now()
    const end = endOf(header, agreement)
    const progress = sampler.progressOf(header)
    const { first } = slotsBetween(header, { start: header.start, end })
    const outdated = samples.findIndex(({ slot }) => slot >= first - RECENT)
    if (outdated > 0) samples.splice(0, outdated)
    const elapsedEnd = Math.min(end, elapsedUntil(target, progress, at))
    const { verdict, slots, used } = weighSamples({ header, end: elapsedEnd, samples, sla })
    const metric = (name: 'rpc' | 'unsafeHead'): number | null =>
      slots.counted === 0 || sla[name].target === 0 ? null : verdict[name]
    const recent = [...samples.filter(({ slot }) => slot < first), ...used].slice(-RECENT)
    return {
      agreementId: header.agreementId,
      epoch: header.epoch,
      start: header.start,
      end,
      at,
      metrics: { rpc: metric('rpc'), unsafeHead: metric('unsafeHead') },
      slots: {
        elapsed: slots.expected,
        counted: slots.counted,
        void: slots.void,
        // A slot that an earlier process sampled may be under way once more.
        missing: Math.max(0, slots.missing - progress.underWay),
        underWay: progress.underWay,
      },
      simulated: endpoint.kind === 'open' && endpoint.simulated,
      ...(endpoint.kind === 'refused' && { refused: endpoint.note }),
      ...(unmeasurable !== undefined && { notMeasured: unmeasurable }),
      skippedChecks: skippedChecks(endpoint),
      recent: recent.map(({ slot: _, ...rest }) => rest),
    }
  }
}

export type LiveMeasurements = ReturnType<typeof createLive>

/** End of the slots that were begun, unix seconds; by the clock until this process begins one. */
function elapsedUntil({ agreement }: Target, { newestSlot }: Progress, nowMs: number): number {
  return newestSlot === undefined ? Math.floor(nowMs / 1000) + 1 : slotTime(gridOf(agreement), newestSlot) + 1
}

/** Without a reason the market was not looked at yet. */
function absent(reason: string | undefined): LiveReply {
  return reason === undefined
    ? { ok: false, status: 503, reason: 'the market was not seen yet' }
    : { ok: false, status: 404, reason }
}
