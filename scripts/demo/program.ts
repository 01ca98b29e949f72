import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

const MAX_ATTEMPTS = 20

/**
 * Runs one of our own commands with `--json` and gives its last line. A command that something killed is run again:
 * all of them go on where they stopped.
 *
 * @throws Error with the command's own words when it fails
 */
export async function runJson<T>(
  program: string,
  args: readonly string[],
  options: { environment: Record<string, string>; logFile: string; signal: AbortSignal },
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    options.signal.throwIfAborted()
    const { code, killed, stdout } = await runOnce(program, args, options)
    if (killed && attempt < MAX_ATTEMPTS && !options.signal.aborted) continue
    const last = stdout.trim().split('\n').at(-1) ?? ''
    if (code === 0) return JSON.parse(last) as T
    throw new Error(`${args.join(' ')} failed: ${describe(last)} (log: ${options.logFile})`)
  }
}

function runOnce(
  program: string,
  args: readonly string[],
  { environment, logFile, signal }: Parameters<typeof runJson>[2],
): Promise<{ code: number | null; killed: boolean; stdout: string }> {
  mkdirSync(dirname(logFile), { recursive: true })
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGTERM',
    })
    let stdout = ''
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
      appendFileSync(logFile, chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => appendFileSync(logFile, chunk))
    child.once('error', reject)
    child.once('close', (code, killedBy) => resolve({ code, killed: killedBy !== null, stdout }))
  })
}

function describe(line: string): string {
  try {
    const { error } = JSON.parse(line) as { error?: { code: string; message: string; next: string } }
    return error ? `${error.code} ${error.message} ${error.next}` : line
  } catch {
    return line || 'it said nothing'
  }
}
