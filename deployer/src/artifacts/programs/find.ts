import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { ProgramMismatchError, ProgramMissingError } from '../../core/errors/index.ts'
import type { ProgramName, VersionSetName } from '../../core/intent/index.ts'
import { programCache, programFiles, programFolder, readCached } from './cache.ts'
import type { ProgramsWanted } from './types.ts'
import { requireVersion, versionOf } from './version.ts'

/**
 * Paths of programs that are what they should be: given ones answer `--version` with the set's version, cached ones
 * have the checksum they were built with.
 *
 * @throws {@link ProgramMissingError} when the cache does not have one.
 * @throws {@link ProgramMismatchError} when one is there and is not the one wanted.
 */
export async function findPrograms<name extends ProgramName>({
  versionSet,
  names,
  given = {},
  cache = programCache(process.env),
}: ProgramsWanted<name>): Promise<Record<name, string>> {
  const folder = programFolder(cache, versionSet)
  const entries = names.map(async (name) => {
    const path = given[name]
    return [name, await (path ? findGiven(path, versionSet, name) : findCached(folder, versionSet, name))]
  })
  return Object.fromEntries(await Promise.all(entries)) as Record<name, string> // an entry per name
}

/** True when each program is there. Cheap: looks at no checksum and runs nothing, so `findPrograms` may still refuse. */
export function programsAvailable({
  versionSet,
  names,
  given = {},
  cache = programCache(process.env),
}: ProgramsWanted): boolean {
  const folder = programFolder(cache, versionSet)
  return names.every((name) => {
    const files = programFiles(folder, name)
    return (
      existsSync(given[name] ?? files.program) && (given[name] !== undefined || existsSync(files.manifest))
    )
  })
}

async function findGiven(given: string, versionSet: VersionSetName, program: ProgramName): Promise<string> {
  const path = resolve(given)
  const expected = versionOf(versionSet, program)
  const next = `Correct ${program} in [infra.programs], or remove it and run \`${buildCommand(versionSet)}\`.`
  await requireVersion(path, { program, expected, next })
  return path
}

async function findCached(folder: string, versionSet: VersionSetName, program: ProgramName): Promise<string> {
  const path = programFiles(folder, program).program
  const next = `Run \`${buildCommand(versionSet)}\`.`
  const cached = await readCached(folder, program)
  switch (cached.kind) {
    case 'good':
      return path
    case 'missing':
      throw new ProgramMissingError({ program: `${program} ${versionOf(versionSet, program)}`, next })
    case 'damaged':
      throw new ProgramMismatchError({
        program,
        path,
        found: `a damaged file (${cached.reason})`,
        expected: 'the program as it was built',
        next,
      })
  }
}

function buildCommand(versionSet: VersionSetName): string {
  return `opraas build --version-set ${versionSet}`
}
