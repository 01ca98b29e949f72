import { runToEnd } from './child.ts'
import type { Result } from './tally.ts'

/** The Solidity tests, by Hardhat's runner. */
export async function runSolidity(root: string, signal: AbortSignal): Promise<Result> {
  const startedAt = Date.now()
  const args = ['node_modules/hardhat/dist/src/cli.js', 'test', 'solidity']
  const { code, output } = await runToEnd(process.execPath, args, { cwd: root, signal })
  const count = (word: string): number =>
    Number(new RegExp(`^\\s*(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0)
  const passed = count('passing')
  // A run that fell over before its summary has failed, whatever it says.
  const failed = count('failing') || (code === 0 && passed > 0 ? 0 : 1)
  return {
    name: 'contracts (Solidity)',
    passed,
    failed,
    seconds: (Date.now() - startedAt) / 1000,
    skipped: [],
    failures: failed > 0 ? [output] : [],
  }
}
