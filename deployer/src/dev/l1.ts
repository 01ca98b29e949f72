import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Child,
  launchAnvil,
  reapChildren,
  recordOf,
  requireFreePort,
  saveAnvil,
  writeChildren,
} from '../engines/process/index.ts'
import { createRpcClient, reach } from '../rpc/client.ts'
import { DEV_MNEMONIC, devRoles, devUsers } from './accounts.ts'

/** What a killed `dev` loses of its L1 at most, as long as saving is quick. */
const SAVE_PERIOD_MS = 5_000
/** A state with many blobs takes its time: no more than this part of all time goes into saving. */
const SAVE_SHARE = 1 / 20
const STOP_GRACE_MS = 10_000

/** A development L1 on this machine. */
export type DevL1 = {
  url: string
  chainId: number
  pid: number
  /** True when it goes on where an earlier `dev` stopped. */
  resumed: boolean
  /** Resolves when anvil has ended, by itself or because it was stopped. */
  ended: Promise<unknown>
  /** Keeps its state and ends it. */
  stop(): Promise<void>
}

/**
 * Starts anvil as L1: on the state of an earlier start when there is one, else fresh or as a fork.
 *
 * @param options.forkUrl - RPC of the L1 to fork. May hold a secret: it is handed over in the environment.
 * @throws PortTakenError, NotReadyError
 */
export async function startDevL1(options: {
  folder: string
  port: number
  chainId: number
  forkUrl?: string
}): Promise<DevL1> {
  const { folder, port, chainId, forkUrl } = options
  mkdirSync(folder, { recursive: true })
  const stateFile = join(folder, 'state.json')
  const childrenFile = join(folder, 'children.json')
  await reapChildren(childrenFile)
  await requireFreePort({ port, purpose: 'development L1', option: '--l1-port' })
  const resumed = existsSync(stateFile)
  const url = `http://127.0.0.1:${port}`
  const child = await launchAnvil({
    name: 'anvil as L1',
    logFile: join(folder, 'anvil.log'),
    args: [
      ...['--host', '127.0.0.1', '--port', String(port), '--mnemonic', DEV_MNEMONIC],
      ...['--block-time', '2', '--slots-in-an-epoch', '4', '--gas-limit', '60000000', '--hardfork', 'osaka'],
      ...['--cache-path', join(folder, 'cache')],
      ...(forkUrl ? ['--fork-url', forkUrl] : ['--chain-id', String(chainId)]),
      ...(resumed ? ['--load-state', stateFile] : []),
    ],
  })
  const record = recordOf('anvil', child.pid)
  writeChildren(childrenFile, record ? [record] : [])
  if (forkUrl && !resumed) await clearDelegations(url, chainId)
  const stopped = new AbortController()
  const saving = keepSaving({ url, stateFile, child, stop: stopped.signal })
  return {
    url,
    chainId,
    pid: child.pid,
    resumed,
    ended: child.ended,
    async stop() {
      stopped.abort()
      await saving
      await child.stop(STOP_GRACE_MS)
      writeChildren(childrenFile, [])
    },
  }
}

/** On public chains somebody has put code behind the published accounts: it would take their ETH away. */
async function clearDelegations(url: string, chainId: number): Promise<void> {
  const client = createRpcClient({ name: 'L1', url, chainId })
  const accounts = [...Object.values(devRoles()), ...devUsers()]
  for (const { address } of accounts) {
    await reach(client, () =>
      client.request<{ Method: 'anvil_setCode'; Parameters: unknown[]; ReturnType: null }>({
        method: 'anvil_setCode',
        params: [address, '0x'],
      }),
    )
  }
}

/** Keeps the state every few seconds, or less often when that takes long, and once more at the end. */
async function keepSaving(options: {
  url: string
  stateFile: string
  child: Child
  stop: AbortSignal
}): Promise<void> {
  const { url, stateFile, child, stop } = options
  let ended = false
  void child.ended.then(() => {
    ended = true
  })
  let tookMs = 0
  while (!stop.aborted && !ended) {
    const pauseMs = Math.max(SAVE_PERIOD_MS, tookMs / SAVE_SHARE)
    await sleep(pauseMs, undefined, { signal: stop }).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error
    })
    const startedAt = Date.now()
    if (!ended) await saveAnvil(url, stateFile).catch(warn)
    tookMs = Date.now() - startedAt
  }
}

function warn(error: unknown): void {
  process.stderr.write(
    `the state of the L1 was not kept: ${error instanceof Error ? error.message : error}\n`,
  )
}
