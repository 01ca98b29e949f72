import { join } from 'node:path'
import { parseEnv } from 'node:util'
import type { Environment } from './core/environment.ts'
import { readFileIfExists } from './state/files.ts'

/**
 * Reads `.env` of a project folder; variables of the shell win, empty ones count as not set. Nothing is written to
 * `process.env`.
 */
export function readEnvironment(projectFolder: string, shell: Environment): Environment {
  const text = readFileIfExists(join(projectFolder, '.env'))
  const isSet = ([, value]: [string, string | undefined]): boolean => value !== undefined && value !== ''
  return Object.fromEntries(
    [...Object.entries(text === undefined ? {} : parseEnv(text)), ...Object.entries(shell)].filter(isSet),
  )
}
