import { existsSync } from 'node:fs'
import { NotRunningError } from '../../core/errors/index.ts'
import type { Engine, EngineChain, EngineStatus, Head } from '../../core/ports.ts'
import { createRpcClient } from '../../rpc/client.ts'
import { isLocked } from '../../state/lock.ts'
import { hostPaths, readReport } from '../process/hostFiles.ts'
import { startHosted, stopHosted } from '../process/hostProcess.ts'
import { followLogs } from '../process/logs.ts'

const STALL_MS = 30_000
const STOP_MS = 20_000

/**
 * anvil as the L2: a simulation that needs nothing but npm. It runs our genesis and takes deposits over from L1;
 * it posts no batches and no proposals, and its safe and finalized heads are faked.
 */
export function createEmbeddedEngine(): Engine {
  return { kind: 'embedded', simulated: true, up, status, endpoints, logs, down }
}

async function up(chain: EngineChain, { signal }: { signal: AbortSignal }): Promise<EngineStatus> {
  const program = new URL('./host', import.meta.url).href
  return startHosted(
    chain,
    { program, environment: { OPRAAS_L1_RPC_URL: chain.l1RpcUrl } },
    { status: () => status(chain), stallMs: STALL_MS, signal },
  )
}

async function status(chain: EngineChain): Promise<EngineStatus> {
  const paths = hostPaths(chain.folder)
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
  const { logs: folder } = hostPaths(chain.folder)
  if (!existsSync(folder)) throw new NotRunningError({ chain: chain.name })
  yield* followLogs(folder, options)
}

async function down(chain: EngineChain, { signal }: { signal: AbortSignal }): Promise<void> {
  await stopHosted(chain, { stopMs: STOP_MS, signal })
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
