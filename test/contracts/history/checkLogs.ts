import type { Client } from '../support/deploy.ts'
import { createRandom } from '../support/terms.ts'
import { type Difference, followLogs } from './ledger.ts'
import { playHistory } from './play.ts'
import { setStage } from './stage.ts'

const STEPS_EACH = 25

/** Plays a history and compares logs with storage after each of its steps. */
export async function checkLogs(
  chain: Client,
  { agreements, seed }: { agreements: number; seed: string },
): Promise<{ numbers: number; differences: Difference[] }> {
  const stage = await setStage(chain)
  const log = followLogs(stage)
  const found = { numbers: 0, differences: [] as Difference[] }
  await playHistory(stage, {
    random: createRandom(seed),
    agreements,
    stepsEach: STEPS_EACH,
    watch: async () => {
      const { numbers, differences } = await log.compare()
      found.numbers += numbers
      found.differences.push(...differences)
    },
  })
  return found
}
