import { setTimeout as sleep } from 'node:timers/promises'
import { asOpraasError } from '../../core/errors/index.ts'
import type { ServiceStatus } from '../../core/ports.ts'
import { createRpcClient } from '../../rpc/client.ts'
import { acquireLock } from '../../state/lock.ts'
import type { Child } from '../process/child.ts'
import { type HostedChain, hostPaths, readChain, writeReport } from '../process/hostFiles.ts'
import { requireFreePort } from '../process/ports.ts'
import { type AnvilL2, saveState, startAnvil } from './anvil.ts'
import { relayDeposits } from './relay.ts'

const RELAY_PERIOD_MS = 500
/** What a killed anvil loses at most. */
const SAVE_PERIOD_MS = 2_000
const STOP_GRACE_MS = 10_000
const BACKOFF_MS = [200, 500, 1_000, 2_000, 5_000] as const
/** A service that ran this long is well: the next failure starts the backoff anew. */
const WELL_AFTER_MS = 30_000

/** The process behind one embedded chain: keeps anvil alive and relays deposits until it is told to stop. */
async function host(folder: string, l1RpcUrl: string): Promise<void> {
  const paths = hostPaths(folder)
  const chain = readChain(folder)
  if (!chain) throw new TypeError(`no chain in ${paths.chain}`)
  const lock = acquireLock(paths.lock, `the chain ${chain.name}`)
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort())

  const anvil: ServiceStatus = { name: 'anvil', state: 'starting', restarts: 0 }
  const relay: ServiceStatus = { name: 'deposit relay', state: 'running', restarts: 0, pid: process.pid }
  let ready = false
  const report = (): void => writeReport(folder, { pid: process.pid, services: [anvil, relay], ready })
  report()
  try {
    await requireFreePort({
      port: chain.rpcPort,
      purpose: `L2 RPC of ${chain.name}`,
      option: 'rpc_port in [infra]',
    })
    while (!stop.signal.aborted) {
      const startedAtMs = Date.now()
      const l2: AnvilL2 = { ...chain, folder: paths.engine, genesisFile: paths.genesis }
      const child = await startAnvil(l2)
      Object.assign(anvil, { state: 'running', pid: child.pid, startedAtMs })
      ready = true
      report()
      const done = endOf(child, stop.signal)
      await Promise.all([relayAll({ chain, l1RpcUrl, done }), keepState(l2, done)])
      if (stop.signal.aborted) await save(l2)
      await child.stop(STOP_GRACE_MS)
      if (stop.signal.aborted) break
      anvil.restarts = Date.now() - startedAtMs > WELL_AFTER_MS ? 1 : anvil.restarts + 1
      anvil.state = 'restarting'
      report()
      await sleep(BACKOFF_MS[Math.min(anvil.restarts, BACKOFF_MS.length) - 1], undefined, {
        signal: stop.signal,
      }).catch(ignoreAbort)
    }
    Object.assign(anvil, { state: 'stopped' })
    Object.assign(relay, { state: 'stopped' })
    ready = false
    report()
  } catch (error) {
    const { code, message, next } = asOpraasError(error)
    writeReport(folder, { pid: process.pid, services: [], ready: false, failure: { code, message, next } })
    throw error
  } finally {
    lock.release()
  }
}

/** Aborts when anvil ends or the host is stopped. */
function endOf(child: Child, stop: AbortSignal): AbortSignal {
  const done = new AbortController()
  const finish = (): void => done.abort()
  if (stop.aborted) finish()
  stop.addEventListener('abort', finish, { once: true })
  child.ended.then(finish, finish)
  return done.signal
}

/** Keeps anvil's state every few seconds. */
async function keepState(l2: AnvilL2, done: AbortSignal): Promise<void> {
  for (;;) {
    await sleep(SAVE_PERIOD_MS, undefined, { signal: done }).catch(ignoreAbort)
    if (done.aborted) return
    await save(l2)
  }
}

async function save(l2: AnvilL2): Promise<void> {
  try {
    await saveState(l2)
  } catch (error) {
    console.error(`state: ${asOpraasError(error).message}`)
  }
}

/** Relays deposits. A silent L1 is waited for. */
async function relayAll(options: { chain: HostedChain; l1RpcUrl: string; done: AbortSignal }): Promise<void> {
  const { chain, l1RpcUrl, done } = options
  const l1 = createRpcClient({ name: 'L1', url: l1RpcUrl, chainId: chain.l1ChainId })
  const l2 = createRpcClient({
    name: 'L2',
    url: `http://127.0.0.1:${chain.rpcPort}`,
    chainId: chain.l2ChainId,
  })
  // From the origin again after each start: anvil may have lost its last block, and deposits with it.
  let fromBlock = chain.l1OriginNumber + 1n
  while (!done.aborted) {
    try {
      const { sent, upTo } = await relayDeposits({ l1, l2, portal: chain.portal, fromBlock })
      for (const hash of sent) console.log(`relayed deposit ${hash} (simulated derivation)`)
      fromBlock = upTo + 1n
    } catch (error) {
      if (!done.aborted) console.error(`relay: ${asOpraasError(error).message}`)
    }
    await sleep(RELAY_PERIOD_MS, undefined, { signal: done }).catch(ignoreAbort)
  }
}

function ignoreAbort(error: unknown): void {
  if ((error as { name?: string }).name !== 'AbortError') throw error
}

const [folder] = process.argv.slice(2)
const l1RpcUrl = process.env.OPRAAS_L1_RPC_URL
if (!folder || !l1RpcUrl) throw new TypeError('usage: host <deployment folder>, with OPRAAS_L1_RPC_URL')
host(folder, l1RpcUrl).catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
