import type { VoidReason } from './sample.ts'

/** A look at the market chain that succeeded. */
export type MarketLook = { beganAtMs: number; headNumber: bigint; headTimestampSeconds: number }

/**
 * Knows how the market chain was doing. A sample counts only if a look at the market that began after it found a head
 * that moves: while the chain stands still, or the prober has no network, nobody is blamed.
 */
export function createMarketClock({ staleMs, now }: { staleMs: number; now: () => number }) {
  const waiting = new Set<{ sinceMs: number; done: (reason: VoidReason | undefined) => void }>()
  let newest: MarketLook | undefined

  return {
    /** Takes note of a look that succeeded. */
    record(look: MarketLook): void {
      newest = look
      for (const waiter of waiting) {
        if (look.beganAtMs >= waiter.sinceMs) waiter.done(faultOf(look))
      }
    },

    /** The last look that succeeded; undefined before the first. */
    newest: (): MarketLook | undefined => newest,

    /** Age of the newest block as far as known, in milliseconds. */
    headAgeMs: (): number => (newest ? now() - newest.headTimestampSeconds * 1000 : Number.POSITIVE_INFINITY),

    /** Why a sample that ended at `sinceMs` is void; undefined when it counts. Waits for the next look, `staleMs` at most. */
    confirm(sinceMs: number, signal: AbortSignal): Promise<VoidReason | undefined> {
      return new Promise((resolve, reject) => {
        const finish = (): void => {
          clearTimeout(timer)
          waiting.delete(waiter)
          signal.removeEventListener('abort', abort)
        }
        const done = (reason: VoidReason | undefined): void => {
          finish()
          resolve(reason)
        }
        const abort = (): void => {
          finish()
          reject(signal.reason)
        }
        const waiter = { sinceMs, done }
        const timer = setTimeout(() => done('market unreachable'), staleMs)
        signal.addEventListener('abort', abort, { once: true })
        if (signal.aborted) abort()
        else waiting.add(waiter)
      })
    },
  }

  function faultOf({ beganAtMs, headTimestampSeconds }: MarketLook): VoidReason | undefined {
    const ageMs = beganAtMs - headTimestampSeconds * 1000
    if (ageMs > staleMs) return 'market stalled'
    return ageMs < -staleMs ? 'market clock ahead' : undefined
  }
}

export type MarketClock = ReturnType<typeof createMarketClock>
