import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 200

/**
 * Asks until there is something; failures count as not yet.
 *
 * @param options.seconds - A bound for a broken run, not an expectation: generous on a busy machine.
 * @throws Error naming `what`, with the last failure as its cause
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  { seconds = 60 }: { seconds?: number } = {},
): Promise<T> {
  const deadline = Date.now() + seconds * 1_000
  for (;;) {
    let cause: unknown
    try {
      const found = await ask()
      if (found !== undefined && found !== false) return found
    } catch (error) {
      cause = error
    }
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s for ${what}`, { cause })
    await sleep(POLL_MS)
  }
}
