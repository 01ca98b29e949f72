import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type CampaignTotals, planCampaigns, totalCampaigns } from './campaigns.ts'
import { parseWhole, randomSeed, runCommand, say } from './command.ts'
import { type HardhatConfig, runHardhat } from './hardhat.ts'

const DEFAULT_CALLS = '20000'
const root = resolve(import.meta.dirname, '../..')

await runCommand(main)

/**
 * `npm run test:invariants -- [--calls N] [--seed S] [--json]`: the stateful invariant suites by Hardhat's runner. A
 * broken invariant prints its sequence of calls, shrunk; the same seed and number of calls find it again.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string', default: DEFAULT_CALLS },
      seed: { type: 'string', default: randomSeed() },
      json: { type: 'boolean', default: false },
    },
  })
  const calls = parseWhole('--calls', values.calls, 1)
  const seed = parseWhole('--seed', values.seed)
  const found = await run(calls, seed)
  if (values.json) console.log(JSON.stringify({ ...found, seed }))
  else console.log(`${found.calls} calls, ${found.reverts} reverts, ${found.failed} failed, seed ${seed}`)
  return found.failed > 0 || found.calls < calls ? 1 : 0
}

async function run(calls: number, seed: number): Promise<CampaignTotals> {
  const files = globSync('test/contracts/invariant/**/*.t.sol', { cwd: root }).sort()
  const plan = planCampaigns(
    calls,
    files.map((file) => readFileSync(join(root, file), 'utf8')),
  )
  say(
    `Invariants ${plan.campaigns}, runs of each ${plan.runs}, calls of each run ${plan.depth}, seed ${seed} …`,
  )
  const options = {
    testFiles: files.map((file) => join(root, file)),
    testProfile: 'prove',
    grep: '^invariant',
  }
  const task = ['test', 'solidity']
  const result = await runHardhat(root, { change: profileOf(plan, seed), task, options })
  // The shape that the task gives back in Hardhat 3.18, whether tests fail or not.
  const { value, error } = result as Record<'value' | 'error', { suiteResults: unknown } | undefined>
  return totalCampaigns((value ?? error)?.suiteResults)
}

/** Inline settings of the tests name the default profile; this one is the run's own. */
function profileOf({ runs, depth }: { runs: number; depth: number }, seed: number): HardhatConfig {
  const own = {
    fuzz: { seed: `0x${seed.toString(16)}` },
    invariant: { runs, depth, failOnRevert: false },
  }
  return { test: { solidity: { profiles: { default: {}, prove: own } } } }
}
