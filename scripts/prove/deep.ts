import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { enforceRequired, printResult, type Result, readRequired } from '../test/tally.ts'
import { parseWhole, randomSeed, runCommand, say } from './command.ts'
import { runForge } from './forge.ts'
import { readForgeTests } from './forgeTests.ts'
import { NoPythonError, runSlither } from './slither.ts'

type Found = Partial<Result> & Pick<Result, 'failures'>

const root = resolve(import.meta.dirname, '../..')

await runCommand(main)

/**
 * `npm run test:deep -- [--seed S]`: slither, and the fuzz and invariant suites by forge, a second engine with another
 * seed than Hardhat's. The last line is `N passed, N failed`.
 */
async function main(signal: AbortSignal): Promise<number> {
  const { values } = parseArgs({ options: { seed: { type: 'string', default: randomSeed() } } })
  const seed = parseWhole('--seed', values.seed)
  const required = readRequired(process.env)
  const results: Result[] = []
  for (const [name, part] of [
    ['slither', () => slither(signal)],
    [`forge, seed ${seed}`, () => secondEngine(seed, signal)],
  ] as const) {
    say(`${name} …`)
    const startedAt = Date.now()
    const found = await part()
    const seconds = (Date.now() - startedAt) / 1000
    const result = enforceRequired({ name, seconds, passed: 0, failed: 0, skipped: [], ...found }, required)
    results.push(result)
    printResult(result)
  }
  const skipped = results.flatMap((result) => result.skipped)
  if (skipped.length > 0) console.log(`\nSkipped:\n${skipped.map((line) => `  ${line}`).join('\n')}`)
  const sum = (key: 'passed' | 'failed'): number => results.reduce((total, result) => total + result[key], 0)
  const [passed, failed] = [sum('passed'), sum('failed')]
  console.log(`\n${passed} passed, ${failed} failed`)
  return failed > 0 || passed === 0 ? 1 : 0
}

async function slither(signal: AbortSignal): Promise<Found> {
  try {
    const { ok, output } = await runSlither(root, signal)
    return ok ? { passed: 1, failures: [] } : { failed: 1, failures: [output] }
  } catch (error) {
    if (!(error instanceof NoPythonError)) throw error
    return { skipped: [`slither: ${error.message}`], failures: [] }
  }
}

/** Forge compiles with little of the optimiser: gas is not its business here, nor what needs no seed. */
async function secondEngine(seed: number, signal: AbortSignal): Promise<Found> {
  const settings = { seed: String(seed), fuzzRuns: 512, invariant: { runs: 100, depth: 200 } }
  const { output } = await runForge(root, ['test', '--json'], settings, signal)
  const { passed, failures, calls } = readForgeTests(output, /\/(fuzz|invariant)\//)
  say(`${calls} calls of invariants.`)
  return { passed, failed: failures.length, failures }
}
