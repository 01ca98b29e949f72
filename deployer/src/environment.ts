import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { EnvironmentError } from './core/errors/index.ts'
import { readFileIfExists } from './state/files.ts'

/** The environment of one run: the project's .env below the process's own variables. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Reads `.env` of a project folder; variables of the shell win. Nothing is written to `process.env`. */
export function readEnvironment(projectFolder: string, shell: Environment): Environment {
  const text = readFileIfExists(join(projectFolder, '.env'))
  return { ...(text === undefined ? {} : parseEnv(text)), ...shell }
}

/** A URL from the environment. @throws {@link EnvironmentError} */
export function requireUrl(environment: Environment, variable: string): string {
  const value = environment[variable]
  if (!value) throw new EnvironmentError({ variable, expected: 'the URL of an RPC' })
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new EnvironmentError({ variable, found: 'something else', expected: 'an http or https URL' })
  }
  return value
}
