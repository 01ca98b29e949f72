import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { toJson } from '../../core/json.ts'
import { readVersioned, writeFileAtomic } from '../../state/files.ts'

const SCHEMA = 1
/** A batcher with a transaction on its way takes up to 16 s. */
const TERM_GRACE_MS = 20_000
const POLL_MS = 100

/** A process as nobody else can be it: pids come back, start times with them do not. */
export type ChildRecord = { name: string; pid: number; startTicks: string }

/** Writes down which processes run, before anything is told of them. */
export function writeChildren(file: string, children: readonly ChildRecord[]): void {
  writeFileAtomic(file, toJson({ schema: SCHEMA, children }, 2))
}

/** The record of a running process; undefined when it has ended, or where the system has no /proc. */
export function recordOf(name: string, pid: number): ChildRecord | undefined {
  const startTicks = startTicksOf(pid)
  return startTicks === undefined ? undefined : { name, pid, startTicks }
}

/** Processes of a record that still run. */
export function findAlive(file: string): ChildRecord[] {
  const written = readVersioned<{ schema: typeof SCHEMA; children: ChildRecord[] }>(file, SCHEMA)
  return (written?.children ?? []).filter(({ pid, startTicks }) => startTicksOf(pid) === startTicks)
}

/**
 * Ends what a killed host has left behind, and waits until it is gone: two op-geths on one folder, or two batchers
 * with one key, would do harm.
 *
 * @returns Names of what was ended.
 */
export async function reapChildren(file: string): Promise<string[]> {
  const alive = (): ChildRecord[] => findAlive(file)
  const reaped = alive()
  for (const { pid } of reaped) {
    send(pid, 'SIGTERM')
    // One that was stopped would not hear it.
    send(pid, 'SIGCONT')
  }
  const deadline = Date.now() + TERM_GRACE_MS
  while (alive().length > 0 && Date.now() < deadline) await sleep(POLL_MS)
  for (const { pid } of alive()) send(pid, 'SIGKILL')
  while (alive().length > 0) await sleep(POLL_MS)
  return reaped.map(({ name }) => name)
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Field 22 of /proc/<pid>/stat; a zombie counts as ended. */
function startTicksOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH') return undefined
    throw error
  }
}
