import { resolve } from 'node:path'
import { runChecks } from './checks.ts'
import { findTestFiles, isNative, runNodeTests } from './node.ts'
import { buildOpstack, requireChosen } from './opstack.ts'
import { runSolidity } from './solidity.ts'
import { enforceRequired, printResult, type Result, readRequired } from './tally.ts'

const root = resolve(import.meta.dirname, '../..')

/**
 * Runs all tests, or those files whose path contains one of the arguments. npm packages only: what is missing on this
 * machine is skipped and listed. The last line is `N passed, N failed`.
 */
async function main(filters: readonly string[]): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(new Error(signal)))
  const { signal } = stop
  requireChosen(filters, process.env)
  const required = readRequired(process.env)
  const results: Result[] = []
  const finish = (result: Result): void => {
    const enforced = enforceRequired(result, required)
    results.push(enforced)
    printResult(enforced)
  }

  // One core each: what compiles and lints is out of the way before the tests that watch the clock.
  if (filters.length === 0)
    await Promise.all([runSolidity(root, signal).then(finish), runChecks(root, signal).then(finish)])
  const files = findTestFiles(root, filters)
  if (required.has('opstack') && files.some(isNative)) finish(await buildOpstack(signal))
  for (const result of await runNodeTests(root, { files, signal })) finish(result)

  const skipped = results.flatMap((result) => result.skipped)
  if (skipped.length > 0) console.log(`\nSkipped:\n${skipped.map((line) => `  ${line}`).join('\n')}`)
  const sum = (key: 'passed' | 'failed'): number => results.reduce((total, result) => total + result[key], 0)
  const [passed, failed] = [sum('passed'), sum('failed')]
  console.log(`\n${passed} passed, ${failed} failed`)
  return failed > 0 || passed === 0 ? 1 : 0
}

process.exitCode = await main(process.argv.slice(2))
