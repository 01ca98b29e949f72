import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { NotReadyError, OpraasError } from '../../core/errors/index.ts'
import type { EngineChain, EngineStatus } from '../../core/ports.ts'
import { isLocked, lockOwner } from '../../state/lock.ts'
import { clearReport, hostPaths, readReport, writeChain } from './hostFiles.ts'
import { nodeArguments } from './nodeArguments.ts'

const POLL_MS = 100

/** A process that supervises one chain; `program` is the URL of its source without extension. */
export type HostProgram = { program: string; environment: Readonly<Record<string, string | undefined>> }

/**
 * Starts the host unless it runs, and waits until the chain makes blocks. As long as the chain moves forward it is
 * waited for: `stallMs` counts from its last step.
 *
 * @throws NotReadyError, and what the host gave up for
 */
export async function startHosted(
  chain: EngineChain,
  host: HostProgram,
  options: { status: () => Promise<EngineStatus>; stallMs: number; signal: AbortSignal },
): Promise<EngineStatus> {
  const { status, stallMs, signal } = options
  const paths = hostPaths(chain.folder)
  let hasEnded: (() => boolean) | undefined
  let deadline = Date.now() + stallMs
  let highest = -1n
  for (;;) {
    signal.throwIfAborted()
    // Also when one that was about to end has ended.
    if (!hasEnded && !isLocked(paths.lock)) {
      const { l1RpcUrl: _, l1BeaconUrl: __, ...hosted } = chain
      clearReport(chain.folder)
      writeChain(chain.folder, hosted)
      hasEnded = spawnHost(chain.folder, host)
    }
    const now = await status()
    if (now.healthy) return now
    const unsafe = now.heads?.unsafe.number ?? -1n
    if (unsafe > highest) {
      highest = unsafe
      deadline = Date.now() + stallMs
    }
    throwFailure(chain)
    if (hasEnded?.() || Date.now() > deadline) {
      throw new NotReadyError({
        service: `The chain ${chain.name}`,
        seconds: stallMs / 1000,
        reason: now.findings?.join('; ') || (now.running ? 'its head does not move' : 'it did not start'),
        log: join(paths.logs, 'host.log'),
      })
    }
    await sleep(POLL_MS, undefined, { signal })
  }
}

/** Asks the host to end and waits until it has. @throws NotReadyError when it does not end within `stopMs`. */
export async function stopHosted(
  chain: EngineChain,
  { stopMs, signal }: { stopMs: number; signal: AbortSignal },
): Promise<void> {
  const { lock } = hostPaths(chain.folder)
  if (!isLocked(lock)) return
  const pid = lockOwner(lock)
  if (pid) terminate(pid)
  const deadline = Date.now() + stopMs
  while (isLocked(lock)) {
    if (Date.now() > deadline) {
      throw new NotReadyError({
        service: `Stopping ${chain.name}`,
        seconds: stopMs / 1000,
        reason: `pid ${pid} still runs`,
      })
    }
    await sleep(POLL_MS, undefined, { signal })
  }
}

function terminate(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Starts the host as a process of its own: it outlives the command or agent that started it. */
function spawnHost(folder: string, { program, environment }: HostProgram): () => boolean {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const file = fileURLToPath(`${program}.${extension}`)
  const { logs } = hostPaths(folder)
  mkdirSync(logs, { recursive: true })
  const log = openSync(join(logs, 'host.log'), 'a')
  const { PATH, HOME, NODE_OPTIONS, XDG_CACHE_HOME, OPRAAS_CACHE } = process.env
  const child = spawn(process.execPath, [...nodeArguments(), file, folder], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH, HOME, NODE_OPTIONS, XDG_CACHE_HOME, OPRAAS_CACHE, ...environment },
  })
  closeSync(log)
  child.unref()
  return () => child.exitCode !== null || child.signalCode !== null
}

function throwFailure(chain: EngineChain): void {
  const failure = isLocked(hostPaths(chain.folder).lock) ? undefined : readReport(chain.folder)?.failure
  if (failure) throw new OpraasError(failure.message, { code: failure.code, next: failure.next })
}
