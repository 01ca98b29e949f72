import { EnvironmentError } from './errors/index.ts'

/** The environment of one run: the project's .env below the process's own variables. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A URL from the environment. @throws {@link EnvironmentError} */
export function requireUrl(environment: Environment, variable: string): string {
  const value = environment[variable]
  if (!value) throw new EnvironmentError({ variable, expected: 'the URL of an RPC' })
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new EnvironmentError({ variable, found: 'something else', expected: 'an http or https URL' })
  }
  return value
}
