import { keccak256, stringToBytes } from 'viem'
import type { Metric, Terms, Verdict } from './terms.ts'

/** 100% in basis points. */
export const BPS = 10_000

/** Id of the published formula of docs/sla-profile-1.md: what is measured, excused, void. */
export const slaProfile1 = keccak256(stringToBytes('opraas.sla.1'))

/** The four metrics of an SLA, in the order of contract and verdict. */
export const metricNames = ['rpc', 'unsafeHead', 'safeHead', 'proposals'] as const
export type MetricName = (typeof metricNames)[number]

/** What a verdict means for one epoch, in bps, by the contract's formula (SlaMath.sol). */
export type Judgement = { uptimeBps: number; fullPayoutBps: number; payoutBps: number; slashShareBps: number }

/** Bps of the price at a value: all from the target up, linear down to the floor, nothing below. Rounds down. */
export function payoutAt(metric: Metric, valueBps: number): number {
  if (valueBps >= metric.target) return BPS
  if (valueBps < metric.floor) return 0
  const rise = (BPS - metric.payoutAtFloor) * (valueBps - metric.floor)
  return metric.payoutAtFloor + Math.floor(rise / (metric.target - metric.floor))
}

/** Bps of the maximal slash at a value: nothing from the floor up, all of it at 0. Rounds down. */
export function slashAt(metric: Metric, valueBps: number): number {
  return valueBps < metric.floor ? Math.floor((BPS * (metric.floor - valueBps)) / metric.floor) : 0
}

/**
 * Judges an epoch as the contract does: the worst agreed metric decides.
 *
 * @param elapsedSeconds - Served part of the epoch; the whole length unless the end cut it off.
 */
export function judge(terms: Terms, verdict: Verdict, elapsedSeconds: number): Judgement {
  const judgement = { uptimeBps: BPS, fullPayoutBps: BPS, payoutBps: BPS, slashShareBps: 0 }
  for (const name of metricNames) {
    const metric = terms.sla[name]
    if (metric.target === 0) continue
    const value = Math.min(verdict[name], BPS)
    const scaled = BPS - Math.floor(((BPS - value) * elapsedSeconds) / terms.epochLength)
    judgement.uptimeBps = Math.min(judgement.uptimeBps, value)
    judgement.fullPayoutBps = Math.min(judgement.fullPayoutBps, payoutAt(metric, value))
    judgement.payoutBps = Math.min(judgement.payoutBps, payoutAt(metric, scaled))
    judgement.slashShareBps = Math.max(judgement.slashShareBps, slashAt(metric, scaled))
  }
  return judgement
}
