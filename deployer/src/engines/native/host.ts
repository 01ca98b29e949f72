import { findPrograms } from '../../artifacts/programs/index.ts'
import { asOpraasError } from '../../core/errors/index.ts'
import type { ProgramName } from '../../core/intent/index.ts'
import { serviceKeyVariables } from '../../core/services/types.ts'
import { connectRpc } from '../../rpc/client.ts'
import { acquireLock } from '../../state/lock.ts'
import { reapChildren } from '../process/children.ts'
import { type HostedChain, readChain, writeReport } from '../process/hostFiles.ts'
import { requireFreePort } from '../process/ports.ts'
import { ignoreFullDisk } from '../process/rotatingLog.ts'
import { DRAIN_SIGNAL } from './drain.ts'
import { lockKeys } from './keyLocks.ts'
import { nativePaths, pairsOf, portNames } from './layout.ts'
import { assignPorts } from './ports.ts'
import { prepareData, prepareFiles, readGenesisHash } from './prepare.ts'
import { startServices, stopServices } from './startServices.ts'
import { createSupervisor, type Secrets } from './supervisor.ts'
import { watchChain } from './watch.ts'
import type { Wiring } from './wiring.ts'

/** The process behind one native chain: keeps its services alive until it is told to stop. */
async function host(folder: string): Promise<void> {
  const paths = nativePaths(folder)
  const chain = readChain(folder)
  if (!chain) throw new TypeError(`no chain in ${paths.chain}`)
  const secrets = readSecrets(process.env)
  const lock = acquireLock(paths.lock, `the chain ${chain.name}`)
  const [stop, draining] = [new AbortController(), new AbortController()]
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreFullDisk)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  process.on(DRAIN_SIGNAL, () => draining.abort())
  try {
    writeReport(folder, { pid: process.pid, services: [], ready: false })
    const reaped = await reapChildren(paths.children)
    if (reaped.length > 0) console.log(`ended what the last host left behind: ${reaped.join(', ')}`)
    await serve(chain, secrets, { stop: stop.signal, draining: draining.signal })
  } catch (error) {
    const { code, message, next } = asOpraasError(error)
    writeReport(folder, { pid: process.pid, services: [], ready: false, failure: { code, message, next } })
    throw error
  } finally {
    lock.release()
  }
}

async function serve(
  chain: HostedChain,
  secrets: Secrets,
  { stop, draining }: { stop: AbortSignal; draining: AbortSignal },
): Promise<void> {
  const paths = nativePaths(chain.folder)
  const { run } = chain.services
  const { l1RpcUrl, l1BeaconUrl } = secrets
  if (!l1RpcUrl) throw new TypeError('OPRAAS_L1_RPC_URL is missing')
  const programs = await findPrograms({
    versionSet: run.versionSet,
    names: programsOf(chain),
    given: run.programs,
  })
  await requireFreePort({
    port: chain.rpcPort,
    purpose: `L2 RPC of ${chain.name}`,
    option: 'rpc_port in [infra]',
  })
  const l1 = await connectRpc({ name: 'L1', url: l1RpcUrl, chainId: chain.l1ChainId })
  const { batcher, proposer, challenger, resolver } = secrets
  const senders = { batcher, proposer, challenger, resolver }
  const keys = await lockKeys(l1, definedKeys(senders))
  const genesisHash = readGenesisHash(chain.folder)
  prepareFiles(chain)
  for (const { execution } of pairsOf(chain.services)) {
    await prepareData(chain, execution, { geth: programs['op-geth'], genesisHash })
  }
  const ports = await assignPorts(paths.ports, portNames(chain.services))
  const wiring: Wiring = { chain, ports: ports.ports, hasBeacon: secrets.l1BeaconUrl !== undefined }
  const supervisor = createSupervisor({ chain, programs, secrets, ports })
  try {
    await startServices(wiring, supervisor, { genesisHash, stop })
    await watchChain(wiring, supervisor, { l1, l1RpcUrl, l1BeaconUrl, draining, stop })
  } finally {
    await stopServices(wiring, supervisor)
    keys.release()
  }
}

/** The programs that the services of a chain are. */
function programsOf({ services: { run } }: HostedChain): ProgramName[] {
  const { challenger, disputeMon } = run.services
  return [
    ...(['op-geth', 'op-node', 'op-batcher', 'op-proposer'] as const),
    ...(challenger === 'off' ? [] : (['op-challenger'] as const)),
    ...(disputeMon ? (['op-dispute-mon'] as const) : []),
    ...(run.sequencers > 1 ? (['op-conductor'] as const) : []),
  ]
}

function definedKeys(keys: Record<string, string | undefined>): Record<string, `0x${string}`> {
  // They were checked when the host was started.
  return Object.fromEntries(Object.entries(keys).filter(([, key]) => key !== undefined)) as never
}

function readSecrets(environment: NodeJS.ProcessEnv): Secrets {
  const keys = Object.entries(serviceKeyVariables).map(([key, variable]) => [key, environment[variable]])
  const { OPRAAS_L1_RPC_URL: l1RpcUrl, OPRAAS_L1_BEACON_URL: l1BeaconUrl } = environment
  const all = { ...Object.fromEntries(keys), l1RpcUrl, l1BeaconUrl } as Record<string, string | undefined>
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

const [folder] = process.argv.slice(2)
if (!folder) throw new TypeError('usage: host <deployment folder>')
host(folder).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
