import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { NotReadyError, NotRunningError } from '../../core/errors/index.ts'
import type { EngineChain, Head } from '../../core/ports.ts'
import { isLocked, lockOwner } from '../../state/lock.ts'
import { readReport } from '../process/hostFiles.ts'
import { nativePaths } from './layout.ts'
import { toHead } from './nodeApi.ts'

/** Tells a host to make no more blocks, and to wait until nothing is left to post. */
export const DRAIN_SIGNAL = 'SIGUSR2'

const POLL_MS = 200
/** How long nothing may move while a chain drains: an epoch of a public L1, and then some. */
const STALL_MS = { local: 120_000, public: 30 * 60_000 }

/**
 * Lets a running chain end: no new blocks, and everything it made is posted, final on L1 and proposed. It goes on
 * draining when this is interrupted; only `up` after `down` makes blocks again.
 *
 * @returns The last block, which the next one to run the chain must have, too
 * @throws NotRunningError, NotReadyError when nothing moved for too long
 */
export async function drain(
  chain: EngineChain,
  { signal, report }: { signal: AbortSignal; report: (text: string) => void },
): Promise<Head> {
  const { lock, logs } = nativePaths(chain.folder)
  const pid = isLocked(lock) ? lockOwner(lock) : undefined
  if (pid === undefined) throw new NotRunningError({ chain: chain.name })
  process.kill(pid, DRAIN_SIGNAL)
  const { isLocalL1, services } = chain.services.run
  const stallMs = Math.max(
    isLocalL1 ? STALL_MS.local : STALL_MS.public,
    2_000 * services.proposalIntervalSeconds,
  )
  let said: string | undefined
  let deadline = Date.now() + stallMs
  for (;;) {
    signal.throwIfAborted()
    const { draining, drained } = readReport(chain.folder) ?? {}
    if (drained) return toHead(drained)
    if (draining !== said) {
      if (draining) report(draining)
      said = draining
      deadline = Date.now() + stallMs
    }
    if (!isLocked(lock)) throw new NotRunningError({ chain: chain.name })
    if (Date.now() > deadline) {
      throw new NotReadyError({
        service: `Draining ${chain.name}`,
        seconds: stallMs / 1000,
        reason: said ?? 'its host says nothing',
        log: join(logs, 'host.log'),
      })
    }
    await sleep(POLL_MS, undefined, { signal })
  }
}
