import { lint } from '../lint.ts'
import { judgeCodeSizes, readCodeSizes } from '../prove/codeSize.ts'
import { runToEnd } from './child.ts'
import type { Result } from './tally.ts'

/** What looks at the sources without running them: linters, types, generated files, size of code. Each counts as one test. */
export async function runChecks(root: string, signal: AbortSignal): Promise<Result> {
  const startedAt = Date.now()
  const findings = await lint({ write: false })
  for (const [name, args] of [
    ['types', ['node_modules/typescript/bin/tsc', '-p', '.']],
    ['types of the dApp', ['node_modules/typescript/bin/tsc', '-p', 'frontend']],
    ['generated files', ['scripts/generate/index.ts', '--check']],
  ] as const) {
    const { code, output } = await runToEnd(process.execPath, args, { cwd: root, signal })
    findings.push({ name, ok: code === 0, output })
  }
  const { ok, table } = judgeCodeSizes(readCodeSizes(root))
  console.log(table.replace(/^/gm, '        '))
  findings.push({ name: 'code size', ok, output: table })
  const failed = findings.filter(({ ok }) => !ok)
  return {
    name: 'checks',
    passed: findings.length - failed.length,
    failed: failed.length,
    seconds: (Date.now() - startedAt) / 1000,
    skipped: [],
    failures: failed.map(({ name, output }) => `${name}\n${output}`),
  }
}
