import { globSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runToEnd } from './test/child.ts'

const root = resolve(import.meta.dirname, '..')

/** What one tool says of the sources: nothing in `output` when all is well. */
export type LintResult = { name: string; ok: boolean; output: string }

/** Solidity of ours; what is built from it lies in folders that are named like files. */
function findSolidity(): string[] {
  const isSource = (folder: string): boolean =>
    !/(^|\/)(artifacts|cache|dist|node_modules)(\/|$)/.test(folder)
  return globSync(['contracts/**/*.sol', 'test/**/*.sol'], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && isSource(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/**
 * Checks all sources: Biome for TypeScript, JSON and Markdown with the import directions, Prettier and solhint for
 * Solidity. Warnings count as failures.
 *
 * @param options.write - Correct what can be corrected, before checking.
 */
export async function lint({
  write,
  signal = new AbortController().signal,
}: {
  write: boolean
  signal?: AbortSignal
}): Promise<LintResult[]> {
  const solidity = findSolidity()
  const modules = join(root, 'node_modules')
  const tools = {
    biome: {
      program: join(modules, '@biomejs/biome/bin/biome'),
      args: ['check', '--error-on-warnings', '--colors=off', ...(write ? ['--write'] : []), '.'],
    },
    prettier: {
      program: join(modules, 'prettier/bin/prettier.cjs'),
      args: ['--log-level=warn', write ? '--write' : '--check', ...solidity],
    },
    solhint: {
      program: join(modules, 'solhint/solhint.js'),
      args: ['--disc', '--noPoster', '--max-warnings=0', '--formatter=unix', ...solidity],
    },
  }
  const options = { cwd: root, signal }
  const results: LintResult[] = []
  for (const [name, { program, args }] of Object.entries(tools)) {
    const { code, output } = await runToEnd(process.execPath, [program, ...args], options)
    results.push({ name, ok: code === 0, output: code === 0 ? '' : output.trim() })
  }
  return results
}

if (import.meta.main) {
  const results = await lint({ write: process.argv.includes('--write') })
  for (const { name, ok, output } of results) {
    console.log(`${name.padEnd(10)}${ok ? 'ok' : 'failed'}`)
    if (!ok) console.log(`\n${output.replace(/^/gm, '  ')}\n`)
  }
  if (results.some(({ ok }) => !ok)) process.exitCode = 1
}
