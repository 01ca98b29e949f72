import { type ChildProcess, spawn } from 'node:child_process'

const bin = new URL('../../../bin/opraas-probe.mjs', import.meta.url).pathname

/** A line of a program's log. */
export type LogLine = { event: string } & Record<string, unknown>

/** A running `opraas-probe`. */
export type Program = {
  lines: LogLine[]
  /** The first line with this event, also one that has come already. */
  waitFor(event: string, timeoutMs?: number): Promise<LogLine>
  /** Sends a signal and waits for the end. @returns The exit code; null after a signal that killed it. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts a daemon and reads its log. */
export function startProgram(args: readonly string[], env: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, [bin, ...args], { env: { ...process.env, ...env } })
  const ended = endOf(child)
  const lines: LogLine[] = []
  const waiting = new Set<() => void>()
  let rest = ''
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  child.stdout.on('data', (chunk: Buffer) => {
    const whole = (rest + chunk).split('\n')
    rest = whole.pop() ?? ''
    for (const line of whole) lines.push(JSON.parse(line) as LogLine)
    for (const look of waiting) look()
  })
  return {
    lines,
    waitFor: (event, timeoutMs = 20_000) =>
      new Promise((resolve, reject) => {
        const fail = (why: string): void => {
          finish()
          reject(
            new Error(
              `no ${event}, ${why}:\n${lines.map((line) => JSON.stringify(line)).join('\n')}\n${errors}`,
            ),
          )
        }
        const timer = setTimeout(() => fail(`${timeoutMs} ms passed`), timeoutMs)
        const finish = (): void => {
          clearTimeout(timer)
          waiting.delete(look)
        }
        const look = (): void => {
          const found = lines.find((line) => line.event === event)
          if (!found) return
          finish()
          resolve(found)
        }
        waiting.add(look)
        ended.then((code) => fail(`it ended with ${code}`))
        look()
      }),
    end: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}

/** Runs a command to its end. */
export async function runProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [bin, ...args], { env: { ...process.env, ...env }, timeout: 30_000 })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      output[name] += chunk
    })
  }
  return { code: await endOf(child), ...output }
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', (code) => resolve(code)))
}
