import type { SeedChain } from './chain.ts'

/** What happens when, told in any order. */
export type Timeline = {
  /** @param at - Unix seconds. */
  add(at: number, happen: () => Promise<unknown>): void
  /** Lets everything happen in the order of time; what is at one second, in the order it was added. */
  play(chain: SeedChain, signal: AbortSignal): Promise<void>
}

/** An empty timeline. */
export function createTimeline(): Timeline {
  const entries: { at: number; happen: () => Promise<unknown> }[] = []
  return {
    add: (at, happen) => void entries.push({ at, happen }),
    async play(chain, signal) {
      for (const { at, happen } of entries.toSorted((a, b) => a.at - b.at)) {
        signal.throwIfAborted()
        chain.moveTo(at)
        await happen()
      }
    },
  }
}
