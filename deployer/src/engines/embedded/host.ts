import { setTimeout as sleep } from 'node:timers/promises'
import { asOpraasError } from '../../core/errors/index.ts'
import type { ServiceStatus } from '../../core/ports.ts'
import { createRpcClient } from '../../rpc/client.ts'
import { acquireLock } from '../../state/lock.ts'
import type { Child } from '../process/child.ts'
import { requireFreePort } from '../process/ports.ts'
import { startAnvil } from './anvil.ts'
import { embeddedPaths, type HostedChain, readChain, writeReport } from './files.ts'
import { relayDeposits } from './relay.ts'

const RELAY_PERIOD_MS = 500
const STOP_GRACE_MS = 10_000
const BACKOFF_MS = [200, 500, 1_000, 2_000, 5_000] as const
/** A service that ran this long is well: the next failure starts the backoff anew. */
const WELL_AFTER_MS = 30_000

/** The process behind one embedded chain: keeps anvil alive and relays deposits until it is told to stop. */
async function host(folder: string, l1RpcUrl: string): Promise<void> {
  const paths = embeddedPaths(folder)
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
      const child = await startAnvil({ ...chain, folder: paths.engine, genesisFile: paths.genesis })
      Object.assign(anvil, { state: 'running', pid: child.pid, startedAtMs })
      ready = true
      report()
      await serve({ chain, child, l1RpcUrl, stop: stop.signal })
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

/** Relays deposits until anvil ends or the host is stopped. A silent L1 is waited for. */
async function serve(options: {
  chain: HostedChain
  child: Child
  l1RpcUrl: string
  stop: AbortSignal
}): Promise<void> {
  const { chain, child, l1RpcUrl, stop } = options
  const l1 = createRpcClient({ name: 'L1', url: l1RpcUrl, chainId: chain.l1ChainId })
  const l2 = createRpcClient({
    name: 'L2',
    url: `http://127.0.0.1:${chain.rpcPort}`,
    chainId: chain.l2ChainId,
  })
  const done = new AbortController()
  const finish = (): void => done.abort()
  stop.addEventListener('abort', finish, { once: true })
  child.ended.then(finish, finish)
  // From the origin again after each start: anvil may have lost its last block, and deposits with it.
  let fromBlock = chain.l1OriginNumber + 1n
  while (!done.signal.aborted && !stop.aborted) {
    try {
      const { sent, upTo } = await relayDeposits({ l1, l2, portal: chain.portal, fromBlock })
      for (const hash of sent) console.log(`relayed deposit ${hash} (simulated derivation)`)
      fromBlock = upTo + 1n
    } catch (error) {
      if (!done.signal.aborted) console.error(`relay: ${asOpraasError(error).message}`)
    }
    await sleep(RELAY_PERIOD_MS, undefined, { signal: done.signal }).catch(ignoreAbort)
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
