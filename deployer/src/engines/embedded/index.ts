import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { NotReadyError, NotRunningError, OpraasError, PortTakenError } from '../../core/errors/index.ts'
import type { Engine, EngineChain, EngineStatus, Head } from '../../core/ports.ts'
import { createRpcClient } from '../../rpc/client.ts'
import { isLocked, lockOwner } from '../../state/lock.ts'
import { followLogs } from '../process/logs.ts'
import { clearReport, embeddedPaths, readReport, writeChain } from './files.ts'

const READY_MS = 30_000
const STOP_MS = 20_000
const POLL_MS = 100

/**
 * anvil as the L2: a simulation that needs nothing but npm. It runs our genesis and takes deposits over from L1;
 * it posts no batches and no proposals, and its safe and finalized heads are faked.
 */
export function createEmbeddedEngine(): Engine {
  return { kind: 'embedded', simulated: true, up, status, endpoints, logs, down }
}

async function up(chain: EngineChain, { signal }: { signal: AbortSignal }): Promise<EngineStatus> {
  const paths = embeddedPaths(chain.folder)
  let host: HostProcess | undefined
  if (!isLocked(paths.lock)) {
    const { l1RpcUrl, ...hosted } = chain
    clearReport(chain.folder)
    writeChain(chain.folder, hosted)
    host = startHost(chain.folder, l1RpcUrl)
  }
  const deadline = Date.now() + READY_MS
  for (;;) {
    signal.throwIfAborted()
    const now = await status(chain)
    if (now.healthy) return now
    throwFailure(chain, paths)
    if (host?.hasEnded() || Date.now() > deadline) {
      throw new NotReadyError({
        service: `The chain ${chain.name}`,
        seconds: READY_MS / 1000,
        reason: now.running ? 'its head does not move' : 'it did not start',
        log: join(paths.logs, 'host.log'),
      })
    }
    await sleep(POLL_MS, undefined, { signal })
  }
}

async function status(chain: EngineChain): Promise<EngineStatus> {
  const paths = embeddedPaths(chain.folder)
  const skipped = [
    'genesis hash (anvil computes another one for block 0)',
    'safe and finalized heads (simulated)',
  ]
  if (!isLocked(paths.lock)) return { running: false, healthy: false, services: [], skipped }
  const report = readReport(chain.folder)
  const services = report?.services ?? []
  const heads = report?.ready ? await readHeads(chain) : undefined
  if (!heads) return { running: true, healthy: false, services, skipped }
  const ageSeconds = Date.now() / 1000 - heads.unsafe.timestampSeconds
  const healthy = heads.unsafe.number > 0n && ageSeconds < 3 * chain.blockTimeSeconds + 5
  return { running: true, healthy, services, heads, skipped }
}

async function endpoints(chain: EngineChain): Promise<{ rpc: string; ws: string }> {
  return { rpc: `http://127.0.0.1:${chain.rpcPort}`, ws: `ws://127.0.0.1:${chain.rpcPort}` }
}

async function* logs(chain: EngineChain, options: Parameters<Engine['logs']>[1]): ReturnType<Engine['logs']> {
  const { logs: folder } = embeddedPaths(chain.folder)
  if (!existsSync(folder)) throw new NotRunningError({ chain: chain.name })
  yield* followLogs(folder, options)
}

async function down(chain: EngineChain, { signal }: { signal: AbortSignal }): Promise<void> {
  const { lock } = embeddedPaths(chain.folder)
  if (!isLocked(lock)) return
  const pid = lockOwner(lock)
  if (pid) kill(pid)
  const deadline = Date.now() + STOP_MS
  while (isLocked(lock)) {
    if (Date.now() > deadline) {
      throw new NotReadyError({
        service: `Stopping ${chain.name}`,
        seconds: STOP_MS / 1000,
        reason: `pid ${pid} still runs`,
      })
    }
    await sleep(POLL_MS, undefined, { signal })
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

type HostProcess = { hasEnded(): boolean }

/** Starts the host as a process of its own: it outlives the command or agent that started it. */
function startHost(folder: string, l1RpcUrl: string): HostProcess {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const program = fileURLToPath(new URL(`./host.${extension}`, import.meta.url))
  const { logs: logFolder } = embeddedPaths(folder)
  mkdirSync(logFolder, { recursive: true })
  const log = openSync(join(logFolder, 'host.log'), 'a')
  const { PATH, HOME, NODE_OPTIONS } = process.env
  const child = spawn(process.execPath, [...process.execArgv, program, folder], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH, HOME, NODE_OPTIONS, OPRAAS_L1_RPC_URL: l1RpcUrl },
  })
  closeSync(log)
  child.unref()
  return { hasEnded: () => child.exitCode !== null || child.signalCode !== null }
}

function throwFailure(chain: EngineChain, { lock }: { lock: string }): void {
  const failure = isLocked(lock) ? undefined : readReport(chain.folder)?.failure
  if (!failure) return
  if (failure.code === 'OPR-501') {
    throw new PortTakenError({
      port: chain.rpcPort,
      purpose: `L2 RPC of ${chain.name}`,
      option: 'rpc_port in [infra]',
    })
  }
  throw new OpraasError(failure.message, { code: 'OPR-502', next: failure.next })
}

/** The three heads; undefined while the RPC does not answer for this chain. Only the unsafe one is real. */
async function readHeads(chain: EngineChain): Promise<EngineStatus['heads']> {
  const client = createRpcClient({
    name: 'L2',
    url: `http://127.0.0.1:${chain.rpcPort}`,
    chainId: chain.l2ChainId,
  })
  const read = async (blockTag: 'latest' | 'safe' | 'finalized'): Promise<Head> => {
    const block = await client.getBlock({ blockTag })
    const simulated = blockTag !== 'latest'
    return { number: block.number, hash: block.hash, timestampSeconds: Number(block.timestamp), simulated }
  }
  try {
    // Another chain may have taken the port over.
    if ((await client.getChainId()) !== chain.l2ChainId) return undefined
    const [unsafe, safe, finalized] = await Promise.all([read('latest'), read('safe'), read('finalized')])
    return { unsafe, safe, finalized }
  } catch (error) {
    // Not answering is a state of the chain, and it is what this reports.
    if (error instanceof Error) return undefined
    throw error
  }
}
