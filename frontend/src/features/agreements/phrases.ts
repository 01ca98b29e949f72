import { amountPlaces, formatAmount, formatMoment } from '../../shared/format/index.ts'
import type { Agreement } from '../../shared/market/agreement.ts'

/** Nothing that the reader has to do. */
export const quiet = { needsMe: false, tone: 'info' } as const

/** An amount of the agreement’s token. Pure. */
export function amount({ token }: Agreement, units: bigint): string {
  return formatAmount(units, token)
}

/** The least amount that can be written and is not below. Pure. */
export function amountUp({ token }: Agreement, units: bigint): string {
  const step = 10n ** BigInt(token.decimals - Math.min(token.decimals, amountPlaces(token)))
  return formatAmount(((units + step - 1n) / step) * step, token)
}

/** A point in time, as precise as its distance from now asks for; unix seconds. Pure. */
export function moment(at: number, now: number): string {
  return formatMoment(at, { spanSeconds: Math.abs(at - now) })
}

/** A number and what it counts. Pure. */
export function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`
}
