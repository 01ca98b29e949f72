import { globSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { run } from 'node:test'
import { inspect } from 'node:util'
import type { Result } from './tally.ts'

/** Where tests are; fixtures and what is built hold none. */
const patterns = [
  'contracts/ts/**/*.test.ts',
  'deployer/src/**/*.test.ts',
  'agent/src/**/*.test.ts',
  'frontend/src/**/*.test.ts',
  'scripts/**/*.test.ts',
  'test/**/*.test.ts',
]
/** Files that wait more than they compute go first, so that the others fill the time. */
const longest = [
  ...['dev', 'blobs', 'faults', 'demo', 'succession'].map((name) => `test/native/${name}.test.ts`),
  ...['faults', 'lifecycle', 'refusals'].map((name) => `test/lifecycle/${name}.test.ts`),
]
/** Longest that one file may take. */
const FILE_TIMEOUT_MS = 20 * 60_000
/** Files at once. */
const CONCURRENCY = 3
const NATIVE_CONCURRENCY = 2

type Event = {
  name: string
  file?: string
  nesting: number
  skip?: string | boolean
  details: { type?: string; duration_ms: number; error?: { cause?: unknown } & Error }
}

/** Test files to run: those whose path contains one of the filters, or all. */
export function findTestFiles(root: string, filters: readonly string[]): string[] {
  const rank = (file: string): number => (longest.includes(file) ? longest.indexOf(file) : longest.length)
  return patterns
    .flatMap((pattern) => globSync(pattern, { cwd: root, exclude: (name) => name === 'node_modules' }))
    .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
}

/** True for a file that runs the real OP Stack. */
export function isNative(file: string): boolean {
  return file.startsWith('test/native/')
}

/**
 * Runs test files by Node's runner, each in a process of its own. Those with a browser go first and alone: a whole
 * stack and Chromium fill two cores, and people's patience is what they measure. Those with the real OP Stack come
 * next, two at once: they mostly wait for L1 blocks.
 */
export async function runNodeTests(
  root: string,
  { files, signal }: { files: string[]; signal: AbortSignal },
): Promise<Result[]> {
  const withBrowser = files.filter((file) => file.startsWith('test/browser/'))
  const native = files.filter(isNative)
  const others = files.filter((file) => !withBrowser.includes(file) && !native.includes(file))
  return [
    ...(await runFiles(root, { files: withBrowser, concurrency: 1, signal })),
    ...(await runFiles(root, { files: native, concurrency: NATIVE_CONCURRENCY, signal })),
    ...(await runFiles(root, { files: others, concurrency: CONCURRENCY, signal })),
  ]
}

async function runFiles(
  root: string,
  { files, concurrency, signal }: { files: string[]; concurrency: number; signal: AbortSignal },
): Promise<Result[]> {
  if (files.length === 0) return []
  const results = new Map<string, Result>()
  const resultOf = (file: string): Result => {
    const found = results.get(file)
    if (found) return found
    const result: Result = { name: file, passed: 0, failed: 0, seconds: 0, skipped: [], failures: [] }
    results.set(file, result)
    return result
  }
  // Tests that a module of the folder x/ registers are those of x.test.ts.
  const ownerOf = (path: string): string => {
    const file = relative(root, path)
    return files.includes(file) ? file : `${dirname(file)}.test.ts`
  }
  const stream = run({
    files: files.map((file) => `${root}/${file}`),
    concurrency,
    timeout: FILE_TIMEOUT_MS,
    cwd: root,
    signal,
  })
  stream.on('test:pass', (event: Event) => {
    if (!event.file) return
    const result = resultOf(ownerOf(event.file))
    if (event.skip !== undefined)
      result.skipped.push(`${event.name}: ${event.skip === true ? 'skipped' : event.skip}`)
    else if (event.details.type !== 'suite') result.passed++
  })
  stream.on('test:fail', (event: Event) => {
    if (!event.file) return
    const result = resultOf(ownerOf(event.file))
    const { error, type } = event.details
    // A suite fails with its tests; it counts when the fault is its own.
    const isInherited = type === 'suite' && /subtests? failed/.test(error?.message ?? '')
    if (isInherited) return
    result.failed++
    result.failures.push(`${event.name}\n${inspect(error?.cause ?? error, { depth: 5 })}`)
  })
  stream.on('test:diagnostic', ({ file, message, nesting }) => {
    if (
      file &&
      nesting > 0 &&
      !/^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /.test(message)
    ) {
      console.log(`        ${relative(root, file)}: ${message}`)
    }
  })
  stream.on('test:summary', ({ file, duration_ms }) => {
    if (!file) return
    resultOf(relative(root, file)).seconds = duration_ms / 1000
  })
  // The stream ends when all files have; its events are read above.
  for await (const _ of stream);
  for (const file of files) {
    const result = resultOf(file)
    if (result.passed + result.failed + result.skipped.length > 0) continue
    result.failed++
    result.failures.push('the file has no tests, or ended before the first')
  }
  return [...results.values()]
}
