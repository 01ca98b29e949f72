import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { VersionSetName } from '@opraas/deployer/core'
import { skipUnlessRequired } from '../capabilities.ts'

const buildTimeoutMs = 600_000
const runTimeoutMs = 120_000
/** A few genesis files in one answer. */
const maxOutputBytes = 256 * 2 ** 20

/** For a test's `skip`: false only when OPRAAS_REQUIRE asks for Go. */
export const skipWithoutGo = skipUnlessRequired(
  'go',
  'builds op-geth and op-node from the Go module proxy; OPRAAS_REQUIRE=go runs it',
)

/** Asks the code of a released program. @returns Lines of its answer. */
export type Judge = (args: readonly string[], input?: string) => string[]

/**
 * Builds a judge once per version of its source, outside the clone, with exactly the modules that the programs of the
 * set are built from.
 */
export function buildJudge(name: 'op-geth' | 'op-node', set: VersionSetName): Judge {
  const modules = resolve(import.meta.dirname, '../../deployer/opstack', set, 'go.mod')
  const source = join(import.meta.dirname, name)
  const key = createHash('sha256')
  for (const file of [join(source, 'main.go'), modules]) key.update(readFileSync(file))
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
  const folder = join(cache, 'opraas', 'judges', `${name}-${key.digest('hex').slice(0, 16)}`)
  const judge = join(folder, 'judge')
  if (!existsSync(judge)) {
    mkdirSync(folder, { recursive: true })
    const built = join(folder, `judge.${process.pid}`)
    runGo(['build', ...flags, `-modfile=${modules}`, '-o', built, `./${name}`])
    renameSync(built, judge) // half a program is never found
  }
  return (args, input) => run(judge, args, { timeout: runTimeoutMs, ...(input !== undefined && { input }) })
}

/** Folder of a module that the programs of a set are built from. */
export function moduleFolder(module: string, set: VersionSetName): string {
  const modules = resolve(import.meta.dirname, '../../deployer/opstack', set, 'go.mod')
  const [folder = ''] = runGo([
    'list',
    '-m',
    '-mod=readonly',
    `-modfile=${modules}`,
    '-f',
    '{{.Dir}}',
    module,
  ])
  return folder
}

const flags = ['-mod=readonly', '-buildvcs=false', '-trimpath', '-p=2']

function runGo(args: readonly string[]): string[] {
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' }
  return run('go', args, { timeout: buildTimeoutMs, cwd: import.meta.dirname, env })
}

function run(
  command: string,
  args: readonly string[],
  options: { timeout: number; input?: string; cwd?: string; env?: NodeJS.ProcessEnv },
): string[] {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    ...options,
    encoding: 'utf8',
    maxBuffer: maxOutputBytes,
  })
  if (error) throw new Error(`cannot run ${command}`, { cause: error })
  assert.equal(status, 0, `${command} ended with ${status}: ${stderr}`)
  return stdout.trim().split('\n')
}
