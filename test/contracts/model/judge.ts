import type { Metric, Terms, Verdict } from '@opraas/contracts'

export const WHOLE = 10_000n

/** What an epoch is worth, in bps: of the price, of the setup fee, and of the largest slash. */
export type Worth = { pay: bigint; setup: bigint; slash: bigint }

/** The worst agreed metric decides. Of a partial epoch only the share `elapsed` / length of a shortfall counts. */
export function judge(terms: Terms, verdict: Verdict, elapsed: bigint): Worth {
  const { rpc, unsafeHead, safeHead, proposals } = terms.sla
  const measured: [Metric, number][] = [
    [rpc, verdict.rpc],
    [unsafeHead, verdict.unsafeHead],
    [safeHead, verdict.safeHead],
    [proposals, verdict.proposals],
  ]
  const worths = measured
    .filter(([metric]) => metric.target !== 0)
    .map(([metric, bps]) => {
      const value = BigInt(Math.min(bps, 10_000))
      const shortfall = ((WHOLE - value) * elapsed) / BigInt(terms.epochLength)
      const counted = WHOLE - shortfall
      return { pay: payAt(metric, counted), setup: payAt(metric, value), slash: slashAt(metric, counted) }
    })
  return {
    pay: least(worths.map(({ pay }) => pay)),
    setup: least(worths.map(({ setup }) => setup)),
    slash: WHOLE - least(worths.map(({ slash }) => WHOLE - slash)),
  }
}

/** 100% from the target up, linear down to `payoutAtFloor` at the floor, nothing below. */
function payAt(metric: Metric, value: bigint): bigint {
  const [target, floor, atFloor] = [metric.target, metric.floor, metric.payoutAtFloor].map(BigInt) as [
    bigint,
    bigint,
    bigint,
  ] // three numbers, three bigints
  if (value >= target) return WHOLE
  if (value < floor) return 0n
  return atFloor + ((WHOLE - atFloor) * (value - floor)) / (target - floor)
}

/** Nothing from the floor up, all of it at 0, linear in between. */
function slashAt(metric: Metric, value: bigint): bigint {
  const floor = BigInt(metric.floor)
  return value >= floor ? 0n : (WHOLE * (floor - value)) / floor
}

function least(values: bigint[]): bigint {
  let found = WHOLE
  for (const value of values) if (value < found) found = value
  return found
}
