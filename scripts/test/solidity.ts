import { checkGas } from '../prove/gas.ts'
import { runToEnd } from './child.ts'
import type { Result } from './tally.ts'

/** The Solidity tests, by Hardhat's runner, and the gas that they print beside its snapshot, which counts as one. */
export async function runSolidity(root: string, signal: AbortSignal): Promise<Result> {
  const startedAt = Date.now()
  const args = ['node_modules/hardhat/dist/src/cli.js', 'test', 'solidity', '-vv']
  const { code, output } = await runToEnd(process.execPath, args, { cwd: root, signal })
  const count = (word: string): number =>
    Number(new RegExp(`^\\s*(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0)
  const passed = count('passing')
  // A run that fell over before its summary has failed, whatever it says.
  const failed = count('failing') || (code === 0 && passed > 0 ? 0 : 1)
  const gas = failed > 0 ? undefined : checkGas(root, output)
  if (gas?.report) console.log(gas.report.replace(/^/gm, '        '))
  return {
    name: 'contracts (Solidity)',
    passed: passed + (gas?.ok ? 1 : 0),
    failed: failed + (gas && !gas.ok ? 1 : 0),
    seconds: (Date.now() - startedAt) / 1000,
    skipped: [],
    failures: failed > 0 ? [output] : gas?.ok ? [] : [`gas against its snapshot\n${gas?.report}`],
  }
}
