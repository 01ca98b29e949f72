import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { ProgramBuildError, ProgramMissingError } from '../../core/errors/index.ts'
import type { ProgramName, VersionSetName } from '../../core/intent/index.ts'
import { buildArguments, buildEnvironment, leastGo, moduleFolder } from './recipe.ts'

const PROGRESS_PERIOD_MS = 10_000

/** Lines of Go's output that an error shows. */
const LINES_SHOWN = 6

/** Counts of a running build: modules fetched, packages compiled. */
export type BuildCounts = { downloads: number; packages: number }

/**
 * The version of Go that builds a set, e.g. `go1.26.8`. Since 1.21 Go may fetch a newer one of itself.
 *
 * @throws {@link ProgramMissingError} when there is none, or it is too old.
 */
export async function requireGo(versionSet: VersionSetName): Promise<string> {
  const least = leastGo(versionSet)
  const missing = (): ProgramMissingError =>
    new ProgramMissingError({ program: `Go ${least} or newer`, next: 'Install it from https://go.dev/dl.' })
  let version: string
  try {
    const options = { cwd: moduleFolder(versionSet), env: { ...process.env, ...buildEnvironment } }
    const { stdout } = await promisify(execFile)('go', ['env', 'GOVERSION'], options)
    version = stdout.trim()
  } catch (error) {
    const { code } = error as { code?: string | number } // of execFile: a name, or what go exited with
    if (code === 'ENOENT' || typeof code === 'number') throw missing()
    throw error
  }
  if (!isAtLeast(version, least)) throw missing()
  return version
}

/** True when a version of Go, as `go env GOVERSION` prints it, is `least` or newer. */
export function isAtLeast(version: string, least: string): boolean {
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(version) ?? []
  const [leastMajor, leastMinor] = least.split('.').map(Number)
  if (!major || !minor || leastMajor === undefined || leastMinor === undefined) return false
  return Number(major) > leastMajor || (Number(major) === leastMajor && Number(minor) >= leastMinor)
}

/**
 * Builds one program to `output`. Everything Go writes meanwhile is below `scratch`.
 *
 * @throws {@link ProgramBuildError} with what Go said; all of it is in `log`.
 */
export async function goBuild(options: {
  versionSet: VersionSetName
  program: ProgramName
  output: string
  scratch: string
  log: string
  signal: AbortSignal
  onProgress(counts: BuildCounts): void
}): Promise<void> {
  const { versionSet, program, output, scratch, log, signal, onProgress } = options
  signal.throwIfAborted()
  const child = spawn('go', buildArguments(versionSet, program, output), {
    cwd: moduleFolder(versionSet),
    env: { ...process.env, ...buildEnvironment, GOTMPDIR: scratch },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const counts = { downloads: 0, packages: 0 }
  const lines: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line)
    if (line.startsWith('go: downloading ')) counts.downloads++
    else if (isPackage(line)) counts.packages++
  })
  // Go ends its compilers on SIGINT and removes what they have begun.
  const stop = (): unknown => child.kill('SIGINT')
  signal.addEventListener('abort', stop, { once: true })
  const timer = setInterval(() => onProgress(counts), PROGRESS_PERIOD_MS)
  try {
    const [code] = (await once(child, 'close')) as [number | null]
    signal.throwIfAborted()
    writeFileSync(log, `${lines.join('\n')}\n`)
    if (code !== 0) {
      const said = lines.filter((line) => !isPackage(line) && !line.startsWith('go: downloading '))
      throw new ProgramBuildError({ program, lines: said.slice(-LINES_SHOWN), log })
    }
  } finally {
    clearInterval(timer)
    signal.removeEventListener('abort', stop)
  }
}

/** With -v, Go prints the name of each package that it compiles. */
function isPackage(line: string): boolean {
  return /^[\w.~/+-]+$/.test(line)
}
