import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Address, encodeFunctionData, type Hash, parseAbi, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ApplyEvent } from '../apply/context.ts'
import { programsAvailable } from '../artifacts/programs/index.ts'
import { type Intent, parseIntent } from '../core/intent/index.ts'
import { l1Abi } from '../core/l1/abi.ts'
import type { Engine, EngineChain, EngineStatus } from '../core/ports.ts'
import type { ServiceKeys } from '../core/services/types.ts'
import { programNames } from '../core/services/versionSets.ts'
import { createDeployer } from '../deployer.ts'
import { engineOf } from '../engines/index.ts'
import { freePort } from '../engines/process/index.ts'
import { createRpcClient, reach } from '../rpc/client.ts'
import { readFileIfExists, writeFileAtomic } from '../state/files.ts'
import { devRoles, devUsers } from './accounts.ts'
import { type DevBeacon, startDevBeacon } from './beacon.ts'
import { type DevChanges, defaultConfig, developmentConfig } from './config.ts'
import { type DevL1, startDevL1 } from './l1.ts'

/** ETH that each of the developer's accounts gets on L2. */
const FUNDED_ETHER = '100'

const depositedAbi = parseAbi([
  'event TransactionDeposited(address indexed from, address indexed to, uint256 indexed version, bytes opaqueData)',
])

export type DevOptions = {
  /** The user's project; without a config.toml in it the chain has a default config. */
  projectFolder: string
  changes: DevChanges
  l1Port: number
  forkUrl?: string
  /** Forgets what an earlier start of the same config has left. */
  fresh: boolean
  signal: AbortSignal
  report: (event: ApplyEvent) => void
}

/** A whole chain on this machine, with the L1 below it. */
export type DevChain = {
  l1: DevL1
  /** Only where batches are posted as blobs. */
  beacon: DevBeacon | undefined
  engine: Engine
  chain: EngineChain
  status: EngineStatus
  /** The project folder of the development chain: the CLI works in it, too. */
  folder: string
  environment: Record<string, string>
  /** Of the services; all published. */
  keys: Partial<ServiceKeys>
  /** Seconds from starting a withdrawal's proof to its money, at least. */
  windowsSeconds: number
  /** How long the parts of the start took. */
  seconds: Record<string, number>
  /** L1 transactions that this start has sent. */
  l1Transactions: number
  stop(): Promise<void>
}

/** True when the real stack can be run without building anything. */
export function hasNativePrograms(versionSet: '13' | '17'): boolean {
  return programsAvailable({ versionSet, names: programNames })
}

/**
 * Brings up an L1, the contracts, the L2 and funded accounts. What an earlier start of the same config left goes on.
 *
 * @throws OpraasError of what failed; what was started is stopped again
 */
export async function startDev(options: DevOptions): Promise<DevChain> {
  const { projectFolder, changes, signal, report } = options
  const config = effectiveConfig(projectFolder, changes)
  const folder = join(projectFolder, '.opraas', 'dev', folderName(config, options.forkUrl))
  if (options.fresh) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileAtomic(join(folder, 'config.toml'), config)
  const roles = devRoles()
  const { run } = parseIntent(config, 'config.toml', { localL1: true })
  const beaconPort = changes.engine === 'native' && run.da === 'blobs' ? await freePort() : undefined
  const environment = {
    OPRAAS_L1_RPC_URL: `http://127.0.0.1:${options.l1Port}`,
    ...(beaconPort !== undefined && { OPRAAS_L1_BEACON_URL: `http://127.0.0.1:${beaconPort}` }),
    OPRAAS_PRIVATE_KEY: roles.owner.key,
    OPRAAS_BATCHER_KEY: roles.batcher.key,
    OPRAAS_UNSAFE_SIGNER_KEY: roles.unsafeSigner.key,
    OPRAAS_PROPOSER_KEY: roles.proposer.key,
    OPRAAS_CHALLENGER_KEY: roles.challenger.key,
    OPRAAS_RESOLVER_KEY: roles.resolver.key,
  }
  writeEnvironment(folder, environment)
  let l1Transactions = 0
  const deployer = createDeployer({
    folder,
    environment,
    signal,
    localL1: true,
    report: (event) => {
      if (event.kind === 'mined') l1Transactions++
      report(event)
    },
  })
  const engine = engineOf(changes.engine)
  await stopLeftover(engine, deployer, signal)
  const l1 = await startDevL1({
    folder: join(folder, 'l1'),
    port: options.l1Port,
    chainId: changes.l1ChainId,
    ...(options.forkUrl && { forkUrl: options.forkUrl }),
  })
  let beacon: DevBeacon | undefined
  let chain: EngineChain | undefined
  const stop = async (): Promise<void> => {
    try {
      // A signal that ends the command must not keep its chain from being stopped in order.
      if (chain) await engine.down(chain, { signal: AbortSignal.timeout(180_000) })
    } finally {
      await beacon?.stop()
      await l1.stop()
    }
  }
  try {
    const seconds: Record<string, number> = {}
    const timed = async <T>(name: string, work: Promise<T>): Promise<T> => {
      const startedAt = Date.now()
      const result = await work
      seconds[name] = (Date.now() - startedAt) / 1000
      return result
    }
    if (beaconPort !== undefined)
      beacon = await startDevBeacon({
        folder: join(folder, 'beacon'),
        port: beaconPort,
        l1RpcUrl: l1.url,
      })
    await timed('contracts', deployer.deployContracts())
    chain = await deployer.engineChain()
    const keys = deployer.serviceKeys()
    const status = await timed('firstUnsafe', engine.up(chain, { signal, keys }))
    l1Transactions += await fundUsers(l1, chain)
    const windowsSeconds = windowsOf(deployer.intent())
    return {
      l1,
      beacon,
      engine,
      chain,
      status,
      folder,
      environment,
      keys,
      windowsSeconds,
      seconds,
      l1Transactions,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function windowsOf({ games, outputs }: Intent): number {
  if (outputs) return Number(outputs.finalizationPeriodSeconds)
  return Number(games.proofMaturitySeconds + games.finalityDelaySeconds + games.maxClockDurationSeconds)
}

function effectiveConfig(projectFolder: string, changes: DevChanges): string {
  const file = join(projectFolder, 'config.toml')
  const text = readFileIfExists(file) ?? defaultConfig()
  return developmentConfig(text, file, changes)
}

/** Another config is another chain: what belongs to the first one stays where it is. */
function folderName(config: string, forkUrl: string | undefined): string {
  const name = /^name = "([^"]+)"/m.exec(config)?.[1] ?? 'dev'
  const hash = createHash('sha256')
    .update(`${config}\n${forkUrl ?? ''}`)
    .digest('hex')
  return `${name}-${hash.slice(0, 8)}`
}

/** .env of the development chain: with it `opraas --project` works there. Its keys are the published ones. */
function writeEnvironment(folder: string, environment: Record<string, string>): void {
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
  writeFileAtomic(join(folder, '.env'), `${lines.join('\n')}\n`, 0o600)
}

/** A `dev` that was killed leaves its engine behind: on another L1 it must not go on. */
async function stopLeftover(
  engine: Engine,
  deployer: ReturnType<typeof createDeployer>,
  signal: AbortSignal,
): Promise<void> {
  const chain = await deployer.engineChain().catch((error: unknown) => {
    if (error instanceof Error) return undefined
    throw error
  })
  if (chain) await engine.down(chain, { signal })
}

/** Deposits ETH to the developer's accounts that never had a deposit. @returns How many transactions it sent. */
async function fundUsers(l1: DevL1, chain: EngineChain): Promise<number> {
  const client = createRpcClient({ name: 'L1', url: l1.url, chainId: l1.chainId })
  const logs = await reach(client, () =>
    client.getContractEvents({
      address: chain.portal,
      abi: depositedAbi,
      eventName: 'TransactionDeposited',
      fromBlock: chain.l1OriginNumber,
      strict: true,
    }),
  )
  const funded = new Set(logs.map(({ args }) => args.to.toLowerCase()))
  const users = devUsers().filter(({ address }) => !funded.has(address.toLowerCase()))
  const owner = privateKeyToAccount(devRoles().owner.key)
  let nonce = await reach(client, () => client.getTransactionCount({ address: owner.address }))
  const fees = await reach(client, () => client.estimateFeesPerGas())
  const hashes: Hash[] = []
  for (const { address } of users) {
    const serializedTransaction = await owner.signTransaction({
      ...fees,
      chainId: l1.chainId,
      type: 'eip1559',
      nonce: nonce++,
      gas: 400_000n,
      to: chain.portal,
      value: parseEther(FUNDED_ETHER),
      data: depositCall(address),
    })
    hashes.push(await reach(client, () => client.sendRawTransaction({ serializedTransaction })))
  }
  // What is not mined yet is forgotten when the L1 stops.
  await Promise.all(hashes.map((hash) => reach(client, () => client.waitForTransactionReceipt({ hash }))))
  return users.length
}

function depositCall(to: Address): `0x${string}` {
  return encodeFunctionData({
    abi: l1Abi,
    functionName: 'depositTransaction',
    args: [to, parseEther(FUNDED_ETHER), 100_000n, false, '0x'],
  })
}
