import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { formatTable } from '../../deployer/src/cli/ui/table.ts'
import { runCommand, say } from './command.ts'
import { type ForgeSettings, forgeFolder, runForge } from './forge.ts'
import { type Coverage, mergeCoverage, missedOf, parseLcov, percentOf, shareOf } from './lcov.ts'
import { findTooDeep, importersOf, readImports } from './tooDeep.ts'

const MINIMUM_PERCENT = 100
const root = resolve(import.meta.dirname, '../..')
const settings: ForgeSettings = { seed: '1', fuzzRuns: 32, invariant: { runs: 8, depth: 32 } }

await runCommand(main)

/** `npm run test:coverage -- [--json] [--min <percent>]`: lines and branches of own contracts that tests reach. */
async function main(signal: AbortSignal): Promise<number> {
  const { values } = parseArgs({
    options: { json: { type: 'boolean', default: false }, min: { type: 'string' } },
  })
  const minimum = percentFrom(values.min)
  const coverage = ownOf(await measure(signal))
  const files = [...coverage.values()]
  const lines = percentOf(shareOf(files, 'lines'))
  const branches = percentOf(shareOf(files, 'branches'))
  if (values.json) console.log(JSON.stringify({ lines, branches }))
  else print(coverage)
  if (Math.min(lines, branches) >= minimum) return 0
  say(`Below the minimum of ${minimum}%.`)
  return 1
}

/**
 * Both pipelines of the compiler. Tests that fail are no matter here: gas tests must, since nothing is optimised, and
 * `npm test` judges the others. Without via-IR every line is seen, but some contracts find no room on the stack;
 * via-IR compiles them all, but sees no line of inline assembly.
 */
async function measure(signal: AbortSignal): Promise<Coverage> {
  const imports = readImports(root)
  const skipped = new Set<string>()
  say('Compiling and testing with the plain pipeline …')
  for (;;) {
    const options = [...skipped].flatMap((file) => ['--skip', `*${file}`])
    const { output, coverage } = await runOnce(options, signal)
    if (coverage && skipped.size === 0) return coverage
    if (coverage) return mergeCoverage(coverage, await measureViaIr(signal))
    const tooDeep = findTooDeep(output)
    if (!tooDeep || skipped.has(tooDeep.file)) throw new Error(`forge coverage failed:\n${output.trim()}`)
    say(`${tooDeep.file}:${tooDeep.line} is too deep for it: left to via-IR, with all that imports it.`)
    for (const file of importersOf(tooDeep.file, imports)) {
      skipped.add(file)
      lendArtifacts(file)
    }
  }
}

/** Tests that need a contract left out deploy it as Hardhat built it. */
function lendArtifacts(file: string): void {
  const folder = join(forgeFolder(root), 'out', basename(file))
  for (const name of globSync('*.json', { cwd: join(root, 'artifacts', file) })) {
    const { abi, bytecode } = JSON.parse(readFileSync(join(root, 'artifacts', file, name), 'utf8'))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, name), JSON.stringify({ abi, bytecode: { object: bytecode } }))
  }
}

async function measureViaIr(signal: AbortSignal): Promise<Coverage> {
  say('Compiling and testing with via-IR, which takes minutes …')
  const { output, coverage } = await runOnce(['--ir-minimum'], signal)
  if (!coverage) throw new Error(`forge coverage failed:\n${output.trim()}`)
  return coverage
}

async function runOnce(
  options: readonly string[],
  signal: AbortSignal,
): Promise<{ output: string; coverage?: Coverage }> {
  const report = join(forgeFolder(root), 'lcov.info')
  rmSync(report, { force: true })
  const args = ['coverage', '--report', 'lcov', '--report-file', report, ...options]
  const { output } = await runForge(root, args, settings, signal)
  return existsSync(report) ? { output, coverage: parseLcov(readFileSync(report, 'utf8')) } : { output }
}

/** Own contracts: not their tests, not what npm brings. */
function ownOf(coverage: Coverage): Coverage {
  return new Map([...coverage].filter(([file]) => file.startsWith('contracts/')))
}

function print(coverage: Coverage): void {
  const row = (title: string, covered: Coverage): string[] => [
    title,
    ...(['lines', 'branches'] as const).flatMap((kind) => {
      const share = shareOf(covered.values(), kind)
      return [`${share.hit} of ${share.all}`, `${percentOf(share)}%`]
    }),
  ]
  const byName = [...coverage].sort(([a], [b]) => a.localeCompare(b))
  const rows = byName.map(([file, hits]) => row(file, new Map([[file, hits]])))
  console.log(formatTable([['', 'lines', '', 'branches', ''], ...rows, row('all', coverage)], [1, 2, 3, 4]))
  const missed = byName.flatMap(([file, hits]) => missedOf(hits).map((where) => `  ${file}:${where}`))
  if (missed.length > 0) console.log(`\nNot reached by any test:\n${missed.join('\n')}`)
}

function percentFrom(text: string | undefined): number {
  if (text === undefined) return MINIMUM_PERCENT
  const percent = Number(text)
  if (text !== '' && percent >= 0 && percent <= 100) return percent
  throw new TypeError(`--min ${text}: expected a number from 0 to 100.`)
}
