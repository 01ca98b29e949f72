import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Runs a program with its output on ours, until it ends. When `signal` comes it is asked to end, and killed after the
 * grace period. It has a process group of its own: a Ctrl-C reaches it once, through us.
 *
 * @param options.onStart - Told its pid.
 * @returns Its exit code; 128 and the signal's number when one ended it.
 */
export function runForeground(options: {
  command: string
  args: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  cwd: string
  graceMs: number
  signal: AbortSignal
  onStart: (pid: number) => void
}): Promise<number> {
  const { command, args, env, cwd, graceMs, signal, onStart } = options
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: env as NodeJS.ProcessEnv,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    let timer: NodeJS.Timeout | undefined
    const end = (): void => {
      child.kill('SIGTERM')
      timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
    }
    child.once('spawn', () => {
      if (child.pid !== undefined) onStart(child.pid)
      if (signal.aborted) end()
      else signal.addEventListener('abort', end, { once: true })
    })
    child.once('error', reject)
    child.once('close', (code, name) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve(code ?? 128 + (name ? constants.signals[name] : 0))
    })
  })
}
