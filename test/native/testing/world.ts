/**
 * The harness of the native tests: an L1 (anvil), a chain deployed on it, the native engine, funded accounts.
 *
 *     const world = await startWorld({ versionSet: '13' })           // L1, contracts, engine up, users funded on L2
 *     after(() => world.close())                                    // ends every process, removes the folder
 *     await world.l2.sendTransaction({ account: accounts.users[0], to, value })
 *     await world.askService('node-0.rpc', 'optimism_syncStatus')   // a service's own RPC, by the name of its port
 *     world.kill('batcher')                                         // SIGKILL to one service
 *
 * - One world costs about 10 s, 0.5 GB and a fifth of a core: share it among the tests of a file. Files run one after
 *   the other; worlds of one file may run side by side.
 * - `tables` are merged into config.toml by table: `{ infra: { replicas: 1 }, 'chain.forks': { isthmus: 0 } }`.
 * - Blocks of L1 and L2 are 1 s; an L1 faster than the L2 would leave the L2's origin behind more and more.
 * - Windows are short: proofs mature after 12 s, games take 10 s, and results count after 6 s.
 * - `up: false` leaves the engine to the caller; `front: true` puts `l1Front` between the services and the L1.
 */

import { randomInt } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createDeployer,
  type Deployer,
  type Engine,
  type EngineChain,
  type EngineStatus,
  engineOf,
  ForeignNonceError,
  freePort,
  isLocked,
  L1_BEACON_VARIABLE,
  L1_RPC_VARIABLE,
  type ServiceKeys,
  SIGNER_VARIABLE,
} from '@opraas/deployer'
import { l1Abi } from '@opraas/deployer/core'
import { type Address, encodeFunctionData, type LocalAccount, parseEther } from 'viem'
import { type Anvil, startAnvil } from '../../../deployer/src/testing/anvil.ts'
import { accounts, keyOf, serviceKeys } from './accounts.ts'
import { configToml, L1_CHAIN_ID, type Tables } from './configToml.ts'
import { type L1Front, startL1Front } from './l1Front.ts'
import { askUrl, connect } from './rpc.ts'
import { until } from './until.ts'

const DEPLOY_MS = 120_000
const UP_MS = 240_000
const USER_ETHER = '100'

export type WorldOptions = {
  versionSet: '13' | '17'
  /** More of config.toml, by table. */
  tables?: Tables
  /** Seconds between L1 blocks; default: 1. */
  l1BlockSeconds?: number
  /** Slots of an L1 epoch; blocks of the last two are not final. Default: 1. */
  l1EpochSlots?: number
  /** More flags of the L1's anvil. */
  l1Args?: readonly string[]
  /** Where the project folder is made; default: the system's folder for temporary files. */
  parent?: string
  /** False: contracts are deployed, the engine is not started. */
  up?: boolean
  /** True: the engine reaches L1 through a front that can be told to misbehave. */
  front?: boolean
  /** Starts a beacon API over the L1, for batches as blobs; closed with the world. */
  beacon?: (l1RpcUrl: string) => Promise<{ url: string; close(): Promise<void> }>
}

export type NativeWorld = {
  l1: Anvil
  /** Only with `front`. */
  front: L1Front | undefined
  /** The project folder, with config.toml. */
  folder: string
  /** What programs of the project need in their environment: L1 RPC, deployer key, service keys. */
  environment: Record<string, string>
  deployer: Deployer
  engine: Engine
  chain: EngineChain
  /** Through the front door. */
  l2: ReturnType<typeof connect>
  /** Starts the engine; what it found. */
  up(): Promise<EngineStatus>
  down(): Promise<void>
  status(): Promise<EngineStatus>
  /** URL of a service's port: `engine-0.http`, `node-0.rpc`, `batcher.rpc`, `gateway.metrics`. */
  url(port: string): string
  /** One call of a service's own RPC. @throws Error with the RPC's message */
  askService<T>(port: string, method: string, params?: readonly unknown[]): Promise<T>
  /** Process of a service. @throws Error when it has none at the moment */
  pid(service: string): Promise<number>
  kill(service: string, signal?: NodeJS.Signals): Promise<void>
  /** SIGKILL to the process that supervises the services; they go on without it. */
  killHost(): Promise<void>
  /** A deposit of ETH from `accounts.owner`; resolves when it is on L2. */
  fund(to: Address, ether: string): Promise<void>
  /** Aborted by `close`: ends what still uses the world. */
  closed: AbortSignal
  /** Ends every process and removes the folder. */
  close(): Promise<void>
}

/** Deploys and starts a chain. What has been started ends when this fails. */
export async function startWorld(options: WorldOptions): Promise<NativeWorld> {
  const folder = mkdtempSync(join(options.parent ?? tmpdir(), 'opraas-native-'))
  const closers: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })]
  const closed = new AbortController()
  const close = async (): Promise<void> => {
    closed.abort()
    const faults: unknown[] = []
    for (const end of closers.splice(0).reverse()) await end().catch((fault: unknown) => faults.push(fault))
    if (faults.length > 0) throw new AggregateError(faults, 'what a world started did not end')
  }
  try {
    const l1 = await startL1(options)
    closers.push(() => l1.close())
    const front = options.front ? await startL1Front(l1.url) : undefined
    if (front) closers.push(() => front.close())
    const beacon = await options.beacon?.(l1.url)
    if (beacon) closers.push(() => beacon.close())
    const rpcPort = await freePort()
    writeFileSync(join(folder, 'config.toml'), configToml(options, rpcPort))
    const environment = {
      [L1_RPC_VARIABLE]: front?.url ?? l1.url,
      ...(beacon && { [L1_BEACON_VARIABLE]: beacon.url }),
      [SIGNER_VARIABLE]: keyOf(accounts.owner),
      OPRAAS_BATCHER_KEY: serviceKeys.batcher,
      OPRAAS_UNSAFE_SIGNER_KEY: serviceKeys.unsafeSigner,
      OPRAAS_PROPOSER_KEY: serviceKeys.proposer,
      OPRAAS_CHALLENGER_KEY: serviceKeys.challenger,
      OPRAAS_RESOLVER_KEY: serviceKeys.resolver,
    }
    const signal = AbortSignal.timeout(DEPLOY_MS)
    const deployer = createDeployer({ folder, environment, signal })
    await persist(deployer)
    const world = assemble(
      {
        ...{ l1, front, folder, environment, deployer, closed: closed.signal },
        ...{ chain: await deployer.engineChain(), keys: serviceKeys },
      },
      close,
    )
    closers.push(() => world.down())
    await Promise.all(accounts.users.map((user) => deposit(world, user, user.address, USER_ETHER)))
    if (options.up !== false) {
      await world.up()
      for (const { address } of accounts.users) await arrived(world, address)
      // What posts begins when the chain has.
      await until('the proposer', () => world.pid('proposer'))
    }
    return world
  } catch (error) {
    await close().catch(console.error)
    throw error
  }
}

async function startL1({ l1BlockSeconds = 1, l1EpochSlots = 1, l1Args = [] }: WorldOptions): Promise<Anvil> {
  // Two anvils of one second have the same block 1 otherwise, and pass for one L1.
  const gasLimit = 60_000_000 + randomInt(1_000_000)
  const time = ['--block-time', `${l1BlockSeconds}`, '--slots-in-an-epoch', `${l1EpochSlots}`]
  const args = [...time, '--gas-limit', `${gasLimit}`, ...l1Args]
  const l1 = await startAnvil({ chainId: L1_CHAIN_ID, args })
  await l1.client.mine({ blocks: 2 })
  return l1
}

/** While anvil makes a block it shows nonces as used before it shows the receipts: then the deployer is run again. */
async function persist(deployer: Deployer, attempts = 3): Promise<void> {
  await deployer.deployContracts().catch((error: unknown) => {
    if (!(error instanceof ForeignNonceError) || attempts === 1) throw error
    return persist(deployer, attempts - 1)
  })
}

/** The chain of a world as somebody else runs it, with a folder and keys of its own. `close` ends that engine only. */
export function takeOver(world: NativeWorld, { chain, keys }: Pick<Parts, 'chain' | 'keys'>): NativeWorld {
  const heir = assemble({ ...world, chain, keys }, () => heir.down())
  return heir
}

type Parts = Pick<
  NativeWorld,
  'l1' | 'front' | 'folder' | 'environment' | 'deployer' | 'chain' | 'closed'
> & { keys: ServiceKeys }

function assemble({ keys, ...parts }: Parts, close: () => Promise<void>): NativeWorld {
  const { chain } = parts
  const engine = engineOf('native')
  const status = (): Promise<EngineStatus> => engine.status(chain)
  const world: NativeWorld = {
    ...parts,
    engine,
    l2: connect(chain),
    up: () => engine.up(chain, { signal: AbortSignal.timeout(UP_MS), keys }),
    down: () => engine.down(chain, { signal: AbortSignal.timeout(UP_MS) }),
    status,
    url(port) {
      const file = join(chain.folder, 'engine', 'ports.json')
      const { ports } = JSON.parse(readFileSync(file, 'utf8')) as { ports: Record<string, number> }
      if (!ports[port]) throw new Error(`no port ${port}; there are ${Object.keys(ports).join(', ')}`)
      return `http://127.0.0.1:${ports[port]}`
    },
    askService: (port, method, params = []) => askUrl(world.url(port), method, params),
    async pid(service) {
      const pid = (await status()).services.find(({ name }) => name === service)?.pid
      if (!pid) throw new Error(`${service} does not run`)
      return pid
    },
    kill: async (service, signal = 'SIGKILL') => {
      process.kill(await world.pid(service), signal)
    },
    async killHost() {
      const lock = join(chain.folder, 'engine', 'host.lock')
      process.kill(Number(readFileSync(lock, 'utf8')), 'SIGKILL')
      await until('the end of the host', async () => !isLocked(lock))
    },
    async fund(to, ether) {
      const before = await world.l2.getBalance({ address: to })
      await deposit(world, accounts.owner, to, ether)
      await until(`the deposit to ${to}`, async () => (await world.l2.getBalance({ address: to })) > before)
    },
    close,
  }
  return world
}

async function deposit(
  { l1, chain }: Pick<Parts, 'l1' | 'chain'>,
  account: LocalAccount,
  to: Address,
  ether: string,
): Promise<void> {
  const value = parseEther(ether)
  const args = [to, value, 100_000n, false, '0x'] as const
  const data = encodeFunctionData({ abi: l1Abi, functionName: 'depositTransaction', args })
  const call = { account, chain: null, to: chain.portal, value, data }
  // Deposits of one block make each other dearer: an estimate would be too low.
  const hash = await l1.client.sendTransaction({ ...call, gas: 1_000_000n })
  const { status } = await l1.client.waitForTransactionReceipt({ hash })
  if (status !== 'success') throw new Error(`the deposit to ${to} failed: ${hash}`)
}

async function arrived({ l2 }: Pick<NativeWorld, 'l2'>, address: Address): Promise<void> {
  await until(`ETH of ${address} on L2`, async () => (await l2.getBalance({ address })) > 0n)
}
