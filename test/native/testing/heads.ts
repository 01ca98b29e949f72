import { until } from './until.ts'
import type { NativeWorld } from './world.ts'

/** Heights of the heads. @throws Error with the findings while there are none */
export async function headsOf(world: NativeWorld): Promise<{ unsafe: bigint; safe: bigint }> {
  const { heads, findings } = await world.status()
  if (!heads) throw new Error(`no heads: ${findings?.join('; ')}`)
  return { unsafe: heads.unsafe.number, safe: heads.safe.number }
}

/** Waits until what is unsafe now is safe. */
export async function followsSafely(world: NativeWorld): Promise<void> {
  const { unsafe } = await until('heads', () => headsOf(world))
  await until('the safe head to follow', async () => (await headsOf(world)).safe >= unsafe)
}
