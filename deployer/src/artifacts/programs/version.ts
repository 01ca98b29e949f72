import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ProgramMismatchError } from '../../core/errors/index.ts'
import type { ProgramName, VersionSetName } from '../../core/intent/index.ts'
import { versionSets } from '../../core/services/versionSets.ts'

const ANSWER_TIMEOUT_MS = 20_000

/** The version of a program in a set, as its Go module is called. */
export function versionOf(versionSet: VersionSetName, program: ProgramName): string {
  const { optimism, opGeth } = versionSets[versionSet]
  return program === 'op-geth' ? opGeth : optimism
}

/** The version in what a program prints for `--version`, with a `v` in front; undefined when there is none. */
export function parseVersion(output: string): string | undefined {
  const found = / version v?(\d+\.\d+\.\d+\S*)/.exec(output)?.[1]
  return found && `v${found}`
}

/** True for the version itself, also with `-stable`, commit and date behind it, as releases have them. */
export function isVersion(found: string, expected: string): boolean {
  return found.startsWith(expected) && /^(-stable)?(-[0-9a-f]{8}(-\d+)?)?$/.test(found.slice(expected.length))
}

/**
 * Asks a program for its version.
 *
 * @param next - What to do when it is not `expected`.
 * @returns The version as the program names it.
 * @throws {@link ProgramMismatchError} when it cannot be run, or is another version.
 */
export async function requireVersion(
  path: string,
  { program, expected, next }: { program: string; expected: string; next: string },
): Promise<string> {
  const mismatch = (found: string, cause?: unknown): ProgramMismatchError =>
    new ProgramMismatchError({ program, path, found, expected: `version ${expected}`, next, cause })
  let output: string
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: ANSWER_TIMEOUT_MS })
    output = stdout
  } catch (error) {
    throw mismatch(describeFailure(error as NodeJS.ErrnoException & { killed?: boolean }), error) // of execFile
  }
  const found = parseVersion(output)
  if (!found) throw mismatch('no version in what it prints')
  if (!isVersion(found, expected)) throw mismatch(`version ${found}`)
  return found
}

function describeFailure({ code, killed }: { code?: string | number | undefined; killed?: boolean }): string {
  if (killed) return `no answer to --version within ${ANSWER_TIMEOUT_MS / 1000} s`
  if (code === 'ENOENT') return 'no such file'
  if (code === 'EACCES') return 'a file that is not executable'
  return `a program whose --version fails (${code ?? 'killed'})`
}
