import { existsSync } from 'node:fs'
import type { Hex } from 'viem'
import { ChainRunsError, InvalidInputError, NotRunningError } from '../../core/errors/index.ts'
import type { Endpoints, Engine, EngineChain, EngineStatus } from '../../core/ports.ts'
import { type ServiceKeys, serviceKeyVariables } from '../../core/services/types.ts'
import { findUnpostable } from '../../core/services/versionSets.ts'
import { isLocked, lockOwner } from '../../state/lock.ts'
import { reapChildren } from '../process/children.ts'
import { readReport } from '../process/hostFiles.ts'
import { startHosted, stopHosted } from '../process/hostProcess.ts'
import { followLogs } from '../process/logs.ts'
import { askService } from '../process/rpc.ts'
import { drain } from './drain.ts'
import { nativePaths, pairsOf } from './layout.ts'
import { readFurthest, toHead } from './nodeApi.ts'
import { readPorts } from './ports.ts'
import { findScarcity } from './scarcity.ts'
import { singlePorts } from './single.ts'

const STALL_MS = 90_000
/** The batcher's last transaction, and everything behind it. */
const STOP_MS = 150_000

/** The real OP Stack as processes of this machine, behind a gateway. */
export function createNativeEngine(): Engine {
  return { kind: 'native', simulated: false, up, status, endpoints, logs, drain, down }
}

async function up(
  chain: EngineChain,
  { signal, keys = {} }: { signal: AbortSignal; keys?: Partial<ServiceKeys> },
): Promise<EngineStatus> {
  const unpostable = findUnpostable(chain.services)
  if (unpostable) throw new InvalidInputError(unpostable)
  requireNoneAlone(chain)
  const program = new URL('./host', import.meta.url).href
  const variables = Object.entries(serviceKeyVariables) as [keyof ServiceKeys, string][]
  const environment = {
    OPRAAS_L1_RPC_URL: chain.l1RpcUrl,
    OPRAAS_L1_BEACON_URL: chain.l1BeaconUrl,
    ...Object.fromEntries(variables.map(([key, variable]) => [variable, keys[key]])),
  }
  return startHosted(
    chain,
    { program, environment },
    { status: () => status(chain), stallMs: STALL_MS, signal },
  )
}

/** Two op-geths on one folder would do harm. @throws ChainRunsError when `opraas run` runs a service of the chain */
function requireNoneAlone({ name, folder }: EngineChain): void {
  for (const service of Object.keys(singlePorts)) {
    const { lock } = nativePaths(folder).single(service)
    if (isLocked(lock)) throw new ChainRunsError({ chain: name, pid: lockOwner(lock) })
  }
}

async function status(chain: EngineChain): Promise<EngineStatus> {
  const paths = nativePaths(chain.folder)
  const skipped: string[] = []
  if (!isLocked(paths.lock)) return { running: false, healthy: false, services: [], skipped }
  const report = readReport(chain.folder)
  const services = report?.services ?? []
  // On a full disk the host can't write down what it has found.
  const scarcity = await findScarcity(chain.folder)
  const found = [scarcity, report?.draining, ...(report?.findings ?? [])]
  const findings = [...new Set(found.filter((finding) => finding !== undefined))]
  const ports = readPorts(paths.ports)
  const urls = pairsOf(chain.services)
    .filter(({ role }) => role === 'sequencer')
    .map(({ node }) => `http://127.0.0.1:${ports?.[`${node}.rpc`]}`)
  const sync = report?.ready ? await readFurthest(urls) : undefined
  if (!sync) return { running: true, healthy: false, services, findings, skipped }
  const heads = {
    unsafe: toHead(sync.unsafe_l2),
    safe: toHead(sync.safe_l2),
    finalized: toHead(sync.finalized_l2),
  }
  const answersFor = await askService<Hex>(`http://127.0.0.1:${chain.rpcPort}`, 'eth_chainId')
  const isOpen = Number(answersFor) === chain.l2ChainId
  const ageSeconds = Date.now() / 1000 - heads.unsafe.timestampSeconds
  const isFresh = heads.unsafe.number > 0n && ageSeconds < 3 * chain.blockTimeSeconds + 5
  return {
    running: true,
    healthy: isOpen && isFresh && findings.length === 0,
    services,
    findings,
    heads,
    skipped,
  }
}

async function endpoints(chain: EngineChain): Promise<Endpoints> {
  return { rpc: `http://127.0.0.1:${chain.rpcPort}`, ws: `ws://127.0.0.1:${chain.rpcPort}` }
}

async function* logs(chain: EngineChain, options: Parameters<Engine['logs']>[1]): ReturnType<Engine['logs']> {
  const { logs: folder } = nativePaths(chain.folder)
  if (!existsSync(folder)) throw new NotRunningError({ chain: chain.name })
  yield* followLogs(folder, options)
}

async function down(chain: EngineChain, { signal }: { signal: AbortSignal }): Promise<void> {
  await stopHosted(chain, { stopMs: STOP_MS, signal })
  // Of a host that was killed.
  await reapChildren(nativePaths(chain.folder).children)
}
