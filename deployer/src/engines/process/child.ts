import { type ChildProcess, spawn } from 'node:child_process'
import { openRotatingLog } from './rotatingLog.ts'

/** A running program and a promise of its end. */
export type Child = {
  pid: number
  /** Resolves when the process has ended, with what is known of why. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** Asks it to end; kills it after the grace period. Resolves when it has ended. */
  stop(graceMs: number): Promise<void>
}

/** Starts a program whose output goes to a log file. `onLine` sees each line, too. */
export function startChild(options: {
  command: string
  args: readonly string[]
  logFile: string
  env?: Readonly<Record<string, string | undefined>>
  cwd?: string
  onLine?: (line: string) => void
}): Child {
  const log = openRotatingLog(options.logFile)
  const child = spawn(options.command, options.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.cwd && { cwd: options.cwd }),
    ...(options.env && { env: options.env as NodeJS.ProcessEnv }),
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream.pipe(log, { end: false })
    if (options.onLine) forEachLine(stream, options.onLine)
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('error', (error) => {
      log.write(`${error.message}\n`)
      resolve({ code: 127, signal: null })
    })
    child.once('close', (code, signal) => {
      log.end()
      resolve({ code, signal })
    })
  })
  return { pid: child.pid ?? -1, ended, stop: (graceMs) => stopChild(child, ended, graceMs) }
}

async function stopChild(child: ChildProcess, ended: Promise<unknown>, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  // One that was stopped would not hear it.
  child.kill('SIGCONT')
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await ended
  clearTimeout(timer)
}

function forEachLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = ''
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  })
}
