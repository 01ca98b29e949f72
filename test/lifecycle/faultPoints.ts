import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs'
import type { FaultHook } from '@opraas/deployer'

/** Variable with the file that remembers where a process has been killed. */
export const FAULTS_VARIABLE = 'OPRAAS_TEST_FAULTS'

/** Points at which some process was killed, in order: `before settle`, `after settle`. */
export function readFaults(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []
}

/** Kills this process at each point of `program` when it comes there for the first time. */
export function killAtFirstSight(program: string): FaultHook {
  const file = process.env[FAULTS_VARIABLE]
  if (!file) throw new TypeError(`${FAULTS_VARIABLE} is not set`)
  const known = new Set(readFaults(file))
  return (point, phase) => {
    const name = `${program}: ${phase} ${point}`
    if (known.has(name)) return
    const descriptor = openSync(file, 'a')
    appendFileSync(descriptor, `${name}\n`)
    fsyncSync(descriptor)
    closeSync(descriptor)
    process.kill(process.pid, 'SIGKILL')
  }
}
