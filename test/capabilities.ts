import { execFileSync } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { programNames, programsAvailable } from '@opraas/deployer'

/** Capabilities that OPRAAS_REQUIRE names: heavy ones run only then. */
const required = new Set((process.env.OPRAAS_REQUIRE ?? '').split(/[\s,]+/).filter(Boolean))

/**
 * For a test's `skip`: false when a program is on this machine, otherwise the reason. With the program in
 * OPRAAS_REQUIRE the runner turns that skip into a failure.
 */
export function skipWithout(program: string, hint: string): string | false {
  return findProgram(program) ? false : `needs ${program} (${hint})`
}

/** For a test's `skip`: false only when OPRAAS_REQUIRE asks for this capability. */
export function skipUnlessRequired(capability: string, hint: string): string | false {
  return required.has(capability) ? false : `needs ${capability} (${hint})`
}

/**
 * For the `skip` of a test that runs the real OP Stack: false when OPRAAS_REQUIRE asks for it and its programs are
 * built. `npm run test:native` does both.
 */
export function skipWithoutOpstack(versionSet: '13' | '17'): string | false {
  if (!required.has('opstack'))
    return 'needs opstack (minutes, and Go to build it; `npm run test:native` runs it)'
  return programsAvailable({ versionSet, names: programNames })
    ? false
    : `needs opstack (\`opraas build --version-set ${versionSet}\`)`
}

/** For the `skip` of a test that fills a disk: false where a small one can be mounted, in memory. */
export function skipWithoutMount(): string | false {
  const folder = mkdtempSync(join(tmpdir(), 'opraas-mount-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder], { stdio: 'ignore' })
    return false
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return 'needs mount (Linux, and root: for a disk that may fill up)'
  } finally {
    rmdirSync(folder)
  }
}

/** Path of the first of some programs, by their names, that this machine has. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}
