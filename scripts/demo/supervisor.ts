import { setTimeout as sleep } from 'node:timers/promises'
import { type Child, startChild } from '@opraas/deployer'
import { sendSignal } from './world.ts'

/** How to start one supervised program. */
export type Service = {
  name: string
  command: string
  args: readonly string[]
  env?: NodeJS.ProcessEnv
  logFile: string
}

const RESTART_AFTER_MS = 500
const GRACE_MS = 10_000

/** Keeps programs alive until they are stopped, or switched off on purpose. */
export type Supervisor = {
  start(service: Service): void
  /** Kills a program at once, as a power cut would, and keeps it off until it is started again. */
  cut(name: string): Promise<void>
  /** Stops all, last started first. */
  stopAll(): Promise<void>
}

/**
 * @param options.signal - Nothing is started again once it aborts.
 * @param options.maxRestarts - Of each program, from its start on.
 * @param options.onEnd - Told when a program ended by itself; `again`: it is started again.
 */
export function createSupervisor(options: {
  signal: AbortSignal
  maxRestarts: number
  onEnd: (ended: { name: string; logFile: string; again: boolean }) => void
}): Supervisor {
  const running = new Map<string, { child: Child; wanted: boolean }>()
  let stopping = false

  function start(service: Service, restarts = 0): void {
    const child = startChild(service)
    const entry = { child, wanted: true }
    running.set(service.name, entry)
    child.ended.then(async () => {
      // Ctrl-C in a terminal reaches all programs at once: their end is no news then.
      await sleep(RESTART_AFTER_MS)
      if (stopping || options.signal.aborted || !entry.wanted) return
      const again = restarts < options.maxRestarts
      options.onEnd({ ...service, again })
      if (again) start(service, restarts + 1)
    })
  }

  return {
    start: (service) => start(service),
    async cut(name) {
      const entry = running.get(name)
      if (!entry) throw new TypeError(`${name} is not running`)
      entry.wanted = false
      // It may have ended by itself, and is not started again now.
      sendSignal(entry.child.pid, 'SIGKILL')
      await entry.child.ended
    },
    async stopAll() {
      stopping = true
      for (const { child } of [...running.values()].reverse()) await child.stop(GRACE_MS)
    },
  }
}
