import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LockedError } from '../../core/errors/index.ts'
import type { ProgramName, VersionSetName } from '../../core/intent/index.ts'
import { programNames, versionSets } from '../../core/services/versionSets.ts'
import { writeFileAtomic } from '../../state/files.ts'
import { acquireLock, type Lock, lockOwner } from '../../state/lock.ts'
import {
  goPlatform,
  type ProgramManifest,
  programCache,
  programFiles,
  programFolder,
  readCached,
  sha256OfFile,
} from './cache.ts'
import { goBuild, requireGo } from './go.ts'
import type { BuildEvent, BuiltProgram } from './types.ts'
import { requireVersion, versionOf } from './version.ts'

const LOCK_POLL_MS = 500

/** Folders of builds begin with this; what a killed build left is removed by the next one. */
const SCRATCH_PREFIX = '.build-'

export type BuildOptions = {
  versionSet: VersionSetName
  names: readonly ProgramName[]
  signal: AbortSignal
  /** Builds also what the cache has. */
  force?: boolean
  /** Folder of the cache; default: `programCache(process.env)`. */
  cache?: string
  report?(event: BuildEvent): void
}

type Workshop = {
  folder: string
  versionSet: VersionSetName
  signal: AbortSignal
  report(event: BuildEvent): void
}

/**
 * Builds the programs that the cache does not have, one after the other. Builds of one set wait for each other; one
 * that is killed leaves nothing that counts.
 *
 * @throws {@link ProgramMissingError} without a fit Go, {@link ProgramBuildError} when Go fails.
 */
export async function buildPrograms(options: BuildOptions): Promise<BuiltProgram[]> {
  const { versionSet, signal, force = false, cache = programCache(process.env) } = options
  const folder = programFolder(cache, versionSet)
  const workshop: Workshop = { folder, versionSet, signal, report: (event) => options.report?.(event) }
  const lock = await enter(workshop)
  try {
    removeScratch(folder)
    const programs: BuiltProgram[] = []
    for (const name of programNames.filter((name) => options.names.includes(name))) {
      const program = (force ? undefined : await takeCached(workshop, name)) ?? (await build(workshop, name))
      workshop.report({ kind: 'ready', program })
      programs.push(program)
    }
    return programs
  } finally {
    lock.release()
  }
}

/** Waits for its turn. */
async function enter({ folder, versionSet, signal, report }: Workshop): Promise<Lock> {
  const file = join(folder, 'build.lock')
  for (let isFirst = true; ; isFirst = false) {
    signal.throwIfAborted()
    try {
      return acquireLock(file, `the programs of set ${versionSet}`)
    } catch (error) {
      if (!(error instanceof LockedError)) throw error
      if (isFirst) report({ kind: 'waiting', pid: lockOwner(file) })
    }
    await sleep(LOCK_POLL_MS, undefined, { signal })
  }
}

async function takeCached(workshop: Workshop, name: ProgramName): Promise<BuiltProgram | undefined> {
  const cached = await readCached(workshop.folder, name)
  if (cached.kind === 'good') {
    const { sha256, version } = cached.manifest
    return {
      name,
      path: programFiles(workshop.folder, name).program,
      sha256,
      version,
      built: false,
      seconds: 0,
    }
  }
  if (cached.kind === 'damaged') workshop.report({ kind: 'discarded', program: name, reason: cached.reason })
  return undefined
}

async function build(
  { folder, versionSet, signal, report }: Workshop,
  name: ProgramName,
): Promise<BuiltProgram> {
  const startMs = performance.now()
  const seconds = (): number => Math.round((performance.now() - startMs) / 100) / 10
  const files = programFiles(folder, name)
  const goVersion = await requireGo(versionSet)
  report({ kind: 'started', program: name })
  const scratch = mkdtempSync(join(folder, SCRATCH_PREFIX))
  try {
    const output = join(scratch, name)
    await goBuild({
      versionSet,
      program: name,
      output,
      scratch,
      log: files.log,
      signal,
      onProgress: (counts) => report({ kind: 'progress', program: name, ...counts, seconds: seconds() }),
    })
    const expected = versionOf(versionSet, name)
    const next = 'Report this: the recipe does not fit the sources.'
    const version = await requireVersion(output, { program: name, expected, next })
    const { optimism, opGeth } = versionSets[versionSet]
    const manifest: ProgramManifest = {
      schema: 1,
      name,
      versionSet,
      modules: { optimism, opGeth },
      goVersion,
      platform: goPlatform(),
      version,
      sha256: await sha256OfFile(output),
      sizeBytes: statSync(output).size,
      builtAt: new Date().toISOString(),
    }
    syncFile(output)
    renameSync(output, files.program)
    writeFileAtomic(files.manifest, `${JSON.stringify(manifest, null, 2)}\n`)
    return { name, path: files.program, sha256: manifest.sha256, version, built: true, seconds: seconds() }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function syncFile(file: string): void {
  const fd = openSync(file, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

function removeScratch(folder: string): void {
  for (const name of readdirSync(folder).filter((name) => name.startsWith(SCRATCH_PREFIX))) {
    rmSync(join(folder, name), { recursive: true, force: true })
  }
}
