import assert from 'node:assert/strict'
import { until } from '../testing/until.ts'
import type { NativeWorld } from '../testing/world.ts'
import { readLastGame } from './onL1.ts'

/** Requires that op-dispute-mon has judged all games of a chain, old and new, and found every one right. */
export async function requireJudgedRight(world: NativeWorld): Promise<void> {
  await until(
    'a verdict on every game',
    async () => {
      const { count } = await readLastGame(world)
      const text = await (await fetch(`${world.url('dispute-mon.metrics')}/metrics`)).text()
      const judged = readSeries(text, 'op_dispute_mon_games_agreement').filter(({ value }) => value > 0)
      const wrong = judged.filter(
        ({ labels }) => !/correctness="correct".*root_agreement="agree"/.test(labels),
      )
      assert.deepEqual(wrong, [])
      return judged.reduce((sum, { value }) => sum + value, 0) >= count
    },
    { seconds: 90 },
  )
}

function readSeries(text: string, name: string): { labels: string; value: number }[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`))
    .map((line) => {
      const space = line.lastIndexOf(' ')
      return { labels: line.slice(name.length, space), value: Number(line.slice(space + 1)) }
    })
}
