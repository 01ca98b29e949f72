import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../bin/opraas.mjs', import.meta.url))

/** What a run of `opraas` left behind. */
export type CliRun = {
  code: number | null
  stdout: string
  stderr: string
  json: () => Record<string, unknown>
}

/** Runs `opraas` as a user would; the environment has only what is given. */
export function runCli(
  args: readonly string[],
  options: { cwd?: string; environment?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<CliRun> {
  const { PATH, HOME, NODE_OPTIONS } = process.env
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      env: { PATH, HOME, NODE_OPTIONS, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.cwd && { cwd: options.cwd }),
      ...(options.signal && { signal: options.signal }),
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString()
    })
    child.once('error', reject)
    child.once('close', (code) => {
      const json = (): Record<string, unknown> => JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
      resolve({ code, stdout, stderr, json })
    })
  })
}

/** Code, sentence and next step of the error that a run with --json printed. */
export function errorOf(run: CliRun): { code: string; message: string; next: string } {
  return run.json().error as { code: string; message: string; next: string }
}
