import { setTimeout as sleep } from 'node:timers/promises'
import { localClient, until } from './chain.ts'
import type { Context } from './services.ts'
import { demo } from './terms.ts'
import { processesOf, sendSignal } from './world.ts'

/** When the machine goes off and on, in unix seconds. */
export type OutagePlan = { offAt: number; onAt: number }

/**
 * Places an outage of `share` of an epoch into the epoch that begins at `epochStart`. A whole one begins just before
 * it and ends just after; a shorter one is switched on early by the time the machine takes to boot.
 */
export function planOutage(options: { share: number; epochStart: number; bootSeconds: number }): OutagePlan {
  const { share, epochStart, bootSeconds } = options
  const length = demo.epochSeconds
  if (share >= 1) return { offAt: epochStart - 0.7, onAt: epochStart + length + 0.2 }
  const offAt = epochStart + Math.min(2, ((1 - share) * length) / 2)
  return { offAt, onAt: Math.max(offAt, offAt + share * length - bootSeconds) }
}

/**
 * Switches the vendor's machine off, as a power cut would: agent, engine and L2 are killed. Then on again: the agent
 * alone is started, and everything else is its job.
 *
 * @returns Seconds from the cut until the L2 answered again.
 */
export async function cutPower(
  { world, supervisor, signal }: Context,
  plan: OutagePlan,
  options: {
    l2: { url: string; chainId: number }
    startAgent: () => void
    onOff: () => void
    onOn: () => void
  },
): Promise<number> {
  await sleepUntil(plan.offAt, signal)
  await supervisor.cut('agent')
  for (const { pid } of processesOf(world.path('vendor'))) sendSignal(pid, 'SIGKILL')
  const offAtMs = Date.now()
  options.onOff()
  await sleepUntil(plan.onAt, signal)
  options.startAgent()
  options.onOn()
  const l2 = localClient(options.l2.url, options.l2.chainId)
  await until('the L2 to answer again', () => l2.getBlockNumber().catch(() => undefined), {
    signal,
    everyMs: 50,
  })
  return (Date.now() - offAtMs) / 1000
}

/** Sleeps until a moment of the wall clock, in unix seconds. */
export async function sleepUntil(unixSeconds: number, signal: AbortSignal): Promise<void> {
  await sleep(Math.max(0, unixSeconds * 1000 - Date.now()), undefined, { signal })
}
