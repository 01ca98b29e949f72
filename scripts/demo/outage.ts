import { localClient, until } from './chain.ts'
import { percent } from './money.ts'
import type { Narrator } from './narrator.ts'
import type { OutagePlan } from './power.ts'
import type { Context } from './services.ts'
import type { Stage } from './stage.ts'
import { demo } from './terms.ts'

/** The epoch that the story's outage hits. */
const OUTAGE_EPOCH = 1

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
 * The story's outage. It is left out when a visitor has cut the power already.
 *
 * @param options.outage - Share of the epoch, above 0 to 1.
 * @param options.anchor - Begin of epoch 0, in unix seconds.
 * @param options.engineSeconds - What the engine takes from its start to the first answer.
 * @returns Seconds from the cut until the L2 answered again, 0 without one.
 */
export async function playOutage(
  { signal }: Context,
  stage: Stage,
  options: {
    narrator: Narrator
    outage: number
    anchor: number
    engineSeconds: number
    l2: { url: string; chainId: number }
  },
): Promise<number> {
  const { power } = stage
  const { narrator, outage, anchor } = options
  const bootSeconds = stage.bootSeconds + options.engineSeconds
  if (power.busy()) {
    narrator.say('world', 'a visitor has cut the power: the outage of the story is left out')
    return 0
  }
  const epochStart = anchor + OUTAGE_EPOCH * demo.epochSeconds
  const cutAt = await power.cut(planOutage({ share: outage, epochStart, bootSeconds }), {
    what: `for ${percent(outage * 10_000)} of epoch ${OUTAGE_EPOCH}`,
    reason: `The demo plays its own outage in epoch ${OUTAGE_EPOCH} of its agreement.`,
  })
  const l2 = localClient(options.l2.url, options.l2.chainId)
  await until('the L2 to answer again', () => l2.getBlockNumber().catch(() => undefined), {
    signal,
    everyMs: 50,
  })
  const seconds = Date.now() / 1000 - cutAt
  narrator.say('vendor', `the L2 answers again after ${seconds.toFixed(1)} s`)
  return seconds
}
