import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Capabilities that OPRAAS_REQUIRE names: heavy ones run only then. */
const required = new Set((process.env.OPRAAS_REQUIRE ?? '').split(/[\s,]+/).filter(Boolean))

/**
 * For a test's `skip`: false when a program is on this machine, otherwise the reason. With the program in
 * OPRAAS_REQUIRE the runner turns that skip into a failure.
 */
export function skipWithout(program: string, hint: string): string | false {
  return isOnPath(program) ? false : `needs ${program} (${hint})`
}

/** For a test's `skip`: false only when OPRAAS_REQUIRE asks for this capability. */
export function skipUnlessRequired(capability: string, hint: string): string | false {
  return required.has(capability) ? false : `needs ${capability} (${hint})`
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
      throw error
    }
  })
}
