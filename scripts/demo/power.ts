import { setTimeout as sleep } from 'node:timers/promises'
import type { Narrator } from './narrator.ts'
import { type Context, startAgent } from './services.ts'
import { processesOf, sendSignal } from './world.ts'

/** When the machine goes off and on, in unix seconds. */
export type OutagePlan = { offAt: number; onAt: number }

/** The switch of the vendor's machine. Whoever cuts the power has the switch alone until it is back. */
export type Power = {
  /** Why it can't be cut now; undefined when it can. */
  busy(): string | undefined
  /** Whether it is off, and until when, in unix seconds. */
  state(): { off: boolean; until?: number }
  /** The vendor is up: from now on its power can be cut. */
  release(): void
  /**
   * Switches the machine off, as a power cut would: agent, engine and L2 are killed. Then on again: the agent alone
   * is started, and everything else is its job.
   *
   * @param options.what - What the story says of it: `for 12 s`.
   * @param options.reason - What others are told from now until the power is back.
   * @returns When it went off, in unix seconds, once it is on again.
   * @throws TypeError when the switch is busy
   */
  cut(plan: OutagePlan, options: { what: string; reason: string }): Promise<number>
}

/** @param options.environment - What leads the agent to the chains when it is started again. */
export function createPower(
  context: Context,
  { environment, narrator }: { environment: Record<string, string>; narrator: Narrator },
): Power {
  const { world, supervisor, signal } = context
  let busy: string | undefined = 'The vendor is not up yet.'
  let offUntil: number | undefined
  return {
    busy: () => busy,
    state: () => (offUntil === undefined ? { off: false } : { off: true, until: Math.ceil(offUntil) }),
    release() {
      busy = undefined
    },
    async cut({ offAt, onAt }, { what, reason }) {
      if (busy) throw new TypeError(busy)
      busy = reason
      try {
        await sleepUntil(offAt, signal)
        offUntil = onAt
        await supervisor.cut('agent')
        killAll(world.path('vendor'))
        const cutAt = Date.now() / 1000
        narrator.say('vendor', `power cut: agent and L2 are killed ${what}`)
        await sleepUntil(onAt, signal)
        startAgent(context, environment)
        narrator.say('vendor', 'power is back: the agent starts and finds what it has to do')
        return cutAt
      } finally {
        busy = undefined
        offUntil = undefined
      }
    },
  }
}

/** Kills until nothing is left: an engine may have started a service anew in between. */
function killAll(folder: string): void {
  for (let left = processesOf(folder); left.length > 0; left = processesOf(folder))
    for (const { pid } of left) sendSignal(pid, 'SIGKILL')
}

/** Sleeps until a moment of the wall clock, in unix seconds. */
export async function sleepUntil(unixSeconds: number, signal: AbortSignal): Promise<void> {
  await sleep(Math.max(0, unixSeconds * 1000 - Date.now()), undefined, { signal })
}
