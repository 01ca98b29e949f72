import { metricNames, slaProfile1, type Terms } from '@opraas/contracts'

/*
 * The numbers of SLA profile 1, as docs/sla-profile-1.md publishes them. They are part of every agreement that names
 * the profile: another number is another profile.
 */

/** A head may be this much older than the latency bound allows, or this much ahead. */
export const HEAD_SLACK_MS = 12_000

/**
 * Longest answer that is read. A full block of 150M gas holds some 7,000 transactions, whose hashes are 480 KB: no
 * client can make an honest answer too long.
 */
export const MAX_ANSWER_BYTES = 512 * 1024

/** A pause of the prober's own process that spoils what it measures meanwhile. */
export const STALL_MS = 500

/** Highest latency bound, and most samples per epoch, that a probe takes on. */
export const MAX_LATENCY_MS = 60_000
export const MAX_SLOTS_PER_EPOCH = 100_000

/** A sample that starts later than this after its slot is void. */
export function latenessBoundMs(probeIntervalSeconds: number): number {
  return (probeIntervalSeconds * 1000) / 2
}

/** Age of the market chain's newest block from which it counts as stalled: some of its blocks are missing. */
export function staleBoundMs(isLocalMarket: boolean): number {
  return isLocalMarket ? 15_000 : 60_000
}

/** Metrics that this probe measures. */
const measured: ReadonlySet<string> = new Set(['rpc', 'unsafeHead'])

/** Why this probe cannot judge some terms, in words; undefined when it can. A probe never answers about the others. */
export function unmeasurable({ sla, epochLength }: Terms): string | undefined {
  if (sla.profile !== slaProfile1)
    return `the terms name profile ${sla.profile}, this probe measures ${slaProfile1}`
  const unknown = metricNames.filter((name) => sla[name].target > 0 && !measured.has(name))
  if (unknown.length > 0)
    return `the terms agree on ${unknown.join(' and ')}, which profile 1 does not measure yet`
  if (sla.maxLatency > MAX_LATENCY_MS) return `the latency bound is above ${MAX_LATENCY_MS} ms`
  if (epochLength / sla.probeInterval > MAX_SLOTS_PER_EPOCH) {
    return `an epoch has more than ${MAX_SLOTS_PER_EPOCH} samples`
  }
  return undefined
}
