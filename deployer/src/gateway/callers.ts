import { isIPv6 } from 'node:net'

/** Callers that are remembered; beyond, the one that called longest ago is forgotten. */
const MAX_CALLERS = 20_000
/** A caller that was quiet may call for so long without pause. */
const BURST_SECONDS = 10

/** Token buckets, one per caller. */
export type Callers = {
  /** Takes one token of the caller at `address`; false when it has none left. */
  take(address: string): boolean
}

/** Buckets that refill by `requestsPerSecond` and hold ten times as many. `nowMs` is a monotonic clock. */
export function createCallers(requestsPerSecond: number, nowMs: () => number): Callers {
  const capacity = Math.max(1, requestsPerSecond * BURST_SECONDS)
  const buckets = new Map<string, { tokens: number; atMs: number }>()

  return {
    take(address) {
      const caller = callerOf(address)
      const now = nowMs()
      const bucket = buckets.get(caller) ?? { tokens: capacity, atMs: now }
      const refilled = bucket.tokens + ((now - bucket.atMs) / 1_000) * requestsPerSecond
      const tokens = Math.min(capacity, refilled)
      const isAllowed = tokens >= 1
      buckets.delete(caller)
      buckets.set(caller, { tokens: isAllowed ? tokens - 1 : tokens, atMs: now })
      if (buckets.size > MAX_CALLERS) buckets.delete(buckets.keys().next().value ?? '')
      return isAllowed
    },
  }
}

/** Who counts as one caller: an IPv4 address, or a /64 of IPv6, which one customer has whole. */
export function callerOf(address: string): string {
  const ipv4 = address.match(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i)?.[1]
  if (ipv4 !== undefined) return ipv4
  if (!isIPv6(address)) return address
  const [left = '', right = ''] = (address.split('%')[0] ?? '').split('::')
  const groups = (part: string): string[] => part.split(':').filter(Boolean)
  const missing = 8 - groups(left).length - groups(right).length
  const filled = [...groups(left), ...Array<string>(Math.max(0, missing)).fill('0'), ...groups(right)]
  return `${filled.slice(0, 4).join(':')}::/64`
}
