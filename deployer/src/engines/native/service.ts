import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceStatus } from '../../core/ports.ts'
import { type Child, startChild } from '../process/child.ts'
import { isPortFree, portOwner } from '../process/ports.ts'

/** How often something that keeps a service from starting is looked at again. */
const OBSTACLE_MS = 1_000
const BACKOFF_MS = [200, 500, 1_000, 2_000, 5_000, 10_000, 30_000] as const
/** A service that ran this long is well: the next failure starts the backoff anew. */
const WELL_AFTER_MS = 60_000

/** How one program is run. */
export type ServiceProgram = {
  name: string
  command: string
  args: readonly string[]
  env: Readonly<Record<string, string | undefined>>
  logFile: string
  cwd: string
  /** Loopback ports it listens on. */
  ports: readonly number[]
  /** Gives those ports up, when they were held for it. */
  release?: () => Promise<void>
  /** What else would make starting it pointless, in words; undefined when nothing does. */
  findObstacle(): Promise<string | undefined>
  /** How long it may take to end after SIGTERM, in milliseconds. */
  graceMs: number
}

/** A program that is kept alive. */
export type Service = {
  status: ServiceStatus
  /** What keeps it from starting, in words. */
  finding(): string | undefined
  start(): void
  /** Ends it, killing it after `graceMs` if that is less than its own; it is started again. */
  restart(graceMs?: number): Promise<void>
  /** Ends it for good. */
  stop(): Promise<void>
}

/** Supervises one program: started again with growing pauses whenever it ends. `onChange` after each change. */
export function createService(program: ServiceProgram, onChange: () => void): Service {
  const status: ServiceStatus = { name: program.name, state: 'stopped', restarts: 0 }
  const stopped = new AbortController()
  let child: Child | undefined
  let obstacle: string | undefined
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    let failures = 0
    await program.release?.()
    while (!stopped.signal.aborted) {
      obstacle = (await findStranger(program)) ?? (await program.findObstacle())
      if (stopped.signal.aborted) break
      if (obstacle !== undefined) {
        update({ state: 'restarting' })
        await pause(OBSTACLE_MS)
        continue
      }
      const startedAtMs = Date.now()
      child = startChild(program)
      update({ state: 'running', pid: child.pid, startedAtMs })
      await child.ended
      child = undefined
      failures = Date.now() - startedAtMs > WELL_AFTER_MS ? 1 : failures + 1
      if (stopped.signal.aborted) break
      status.restarts++
      update({ state: 'restarting' })
      await pause(BACKOFF_MS[Math.min(failures, BACKOFF_MS.length) - 1] ?? 0)
    }
    update({ state: 'stopped' })
  }

  function update(change: Partial<ServiceStatus>): void {
    Object.assign(status, change)
    if (change.state !== 'running') {
      delete status.pid
      delete status.startedAtMs
    }
    onChange()
  }

  async function pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: stopped.signal }).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error
    })
  }

  return {
    status,
    finding: () => obstacle,
    start() {
      running ??= run()
    },
    restart: async (graceMs = program.graceMs) => child?.stop(Math.min(graceMs, program.graceMs)),
    async stop() {
      stopped.abort()
      await child?.stop(program.graceMs)
      await running
    },
  }
}

/** A stranger on one of its ports, named: starting would only fail again. */
async function findStranger({ name, ports }: ServiceProgram): Promise<string | undefined> {
  for (const port of ports) {
    if (await isPortFree(port)) continue
    return `port ${port} of ${name} is taken by ${portOwner(port) ?? 'another program'}`
  }
  return undefined
}
