import { spawn } from 'node:child_process'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program in this terminal and gives its exit code. Signals are passed on, and this process outlives the
 * program: the prompt comes back only when its teardown is over.
 */
export function run(command, args, { cwd, env, quiet = false }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' })
    let output = ''
    if (quiet) {
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (chunk) => {
          output += chunk
        })
      }
    }
    const forward = (signal) => child.kill(signal)
    for (const signal of signals) process.on(signal, forward)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      for (const name of signals) process.off(name, forward)
      if (quiet && code !== 0) reject(new Error(`${command} ${args.join(' ')} failed:\n${output}`))
      else resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}
