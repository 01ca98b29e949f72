import type { Metric } from '@opraas/contracts'

/** A point of a ramp: 0 to 1 along its axis, 0 to 1 of the price. */
export type RampPoint = { x: number; y: number }

/** A metric's payout along an axis: nothing up to `floor.x`, then the points. */
export type Ramp = { floor: RampPoint; points: RampPoint[] }

const BPS = 10_000
/** The nines axis shows 90% to 99.99%. */
const FIRST_NINE = 1
const NINES = 3
const STEPS = 24
/** Share of the linear axis that shows what pays nothing. */
const BELOW_FLOOR = 0.38

/** Where a value stands on the shared nines axis: 90, 99, 99.9 and 99.99% at 0, 1/3, 2/3 and 1. */
export function ninesAxis(bps: number): number {
  if (bps >= BPS) return 1
  return within((-Math.log10(1 - bps / BPS) - FIRST_NINE) / NINES)
}

/** The ramp of a metric on the nines axis, where a straight line bends. */
export function ninesRamp(metric: Metric): Ramp {
  const from = Math.max(metric.floor, BPS * 0.9)
  const values = Array.from(
    { length: STEPS + 1 },
    (_, step) => from + ((metric.target - from) * step) / STEPS,
  )
  const bent = metric.target > from ? values : [from]
  const points = bent.map((bps) => ({ x: ninesAxis(bps), y: payout(metric, bps) }))
  return {
    floor: { x: ninesAxis(metric.floor), y: payout(metric, from) },
    points: [...points, { x: 1, y: 1 }],
  }
}

/** Where a value stands on a metric's own linear axis: its floor always at the same place, 100% at 1. */
export function linearAxis(metric: Metric, bps: number): number {
  const left = metric.floor === 0 ? 0 : BELOW_FLOOR
  if (bps >= BPS) return 1
  return within(left + ((1 - left) * (bps - metric.floor)) / (BPS - metric.floor))
}

/** The ramp of a metric on its own linear axis. */
export function linearRamp(metric: Metric): Ramp {
  const at = (bps: number) => ({ x: linearAxis(metric, bps), y: payout(metric, bps) })
  return { floor: at(metric.floor), points: [at(metric.floor), at(metric.target), { x: 1, y: 1 }] }
}

/** Share of the price at a value of the ramp, unrounded: for drawing only. */
function payout(metric: Metric, bps: number): number {
  if (bps >= metric.target) return 1
  if (bps < metric.floor) return 0
  const atFloor = metric.payoutAtFloor / BPS
  return atFloor + ((1 - atFloor) * (bps - metric.floor)) / (metric.target - metric.floor)
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share))
}
