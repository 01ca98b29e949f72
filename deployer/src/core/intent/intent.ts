import { isLocalChain } from '@opraas/contracts'
import { type Address, type Hex, keccak256, parseEther, stringToBytes, zeroHash } from 'viem'
import { completeForks, type ForkSchedule } from '../genesis/forks.ts'
import { canonicalJson } from '../json.ts'
import { canPostBlobs } from '../services/versionSets.ts'
import type { Config } from './schema.ts'

/** The four keys of the services, and who stands above them. */
export type Roles = {
  owner: Address
  batcher: Address
  unsafeSigner: Address
  proposer: Address
  challenger: Address
  guardian: Address
}

/** One fee vault of the L2. */
export type Vault = { recipient: Address; minimumWithdrawalWei: bigint; network: 'l1' | 'l2' }

/** How the L2 state is proposed on L1. */
export type Generation = 'dispute-games' | 'output-oracle'

/** Programs of the OP Stack that an engine runs. */
export type ProgramName = keyof Config['infra']['programs']

/** A tested release of the OP Stack programs. */
export type VersionSetName = NonNullable<Config['infra']['version_set']>

/** How the services work. Seconds, L1 blocks. */
export type ServicesIntent = {
  maxChannelDurationBlocks: number
  proposalIntervalSeconds: number
  l1Confirmations: number
  challenger: 'off' | 'alphabet' | 'cannon'
  cannon: { bin: string; server: string; prestate: string } | undefined
  disputeMon: boolean
  resolver: boolean
}

/** The front door of the RPC. */
export type RpcIntent = {
  listen: string
  methods: readonly string[]
  requestsPerSecond: number
  maxBatch: number
  maxBodyKb: number
  maxLagBlocks: number
}

/** What is wanted: the config with every derived value filled in. Seconds, wei, gas. */
export type Intent = {
  name: string
  l1ChainId: number
  l2ChainId: number
  blockTimeSeconds: number
  gasLimit: bigint
  salt: Hex
  strategy: 'bedrock'
  generation: Generation
  confirmations: number
  maxFeePerGasWei: bigint
  roles: Roles
  games: {
    proofMaturitySeconds: bigint
    finalityDelaySeconds: bigint
    wethDelaySeconds: bigint
    maxClockDurationSeconds: bigint
    clockExtensionSeconds: bigint
    absolutePrestate: Hex
  }
  vaults: { sequencer: Vault; base: Vault; l1: Vault }
  /** Absent: the default schedule. Seconds after genesis. */
  forks: ForkSchedule | undefined
  /** Only in the output-oracle generation. L2 blocks; seconds. */
  outputs: { submissionIntervalBlocks: bigint; finalizationPeriodSeconds: bigint } | undefined
  engine: 'embedded' | 'native'
  rpcPort: number
  /** How the chain is run; none of it changes the chain itself. */
  run: {
    /** A development L1: fast blocks, no reorgs, nothing of value. */
    isLocalL1: boolean
    versionSet: VersionSetName
    programs: Partial<Record<ProgramName, string>>
    sequencers: 1 | 3
    replicas: number
    da: 'calldata' | 'blobs'
    services: ServicesIntent
    rpc: RpcIntent
  }
  market: { marketChainId: number; marketplace: Address; agreementId: Hex } | undefined
}

/** What a config does not say. `localL1`: the L1 is a fork on this machine, whatever its chain id. */
export type IntentOptions = { localL1?: boolean }

/** Fills in what depends on other fields. Pure; the config has been validated. */
export function buildIntent(config: Config, options: IntentOptions = {}): Intent {
  const { chain, l1, roles, games, outputs, vaults, infra, market } = config
  const vault = (declared: Config['vaults']['base']): Vault => ({
    recipient: declared.recipient ?? roles.owner,
    minimumWithdrawalWei: parseEther(String(declared.minimum_withdrawal_eth)),
    network: declared.network,
  })
  return {
    name: chain.name,
    l1ChainId: l1.chain_id,
    l2ChainId: chain.id,
    blockTimeSeconds: chain.block_time,
    gasLimit: BigInt(chain.gas_limit),
    salt: (chain.salt ?? zeroHash) as Hex,
    strategy: l1.strategy,
    generation: l1.generation,
    confirmations: l1.confirmations,
    maxFeePerGasWei: BigInt(Math.round(l1.max_fee_gwei * 1e9)),
    roles: {
      owner: roles.owner,
      batcher: roles.batcher,
      unsafeSigner: roles.unsafe_signer,
      proposer: roles.proposer,
      challenger: roles.challenger,
      guardian: roles.guardian ?? roles.owner,
    },
    games: {
      proofMaturitySeconds: BigInt(games.proof_maturity),
      finalityDelaySeconds: BigInt(games.finality_delay),
      wethDelaySeconds: BigInt(games.weth_delay),
      maxClockDurationSeconds: BigInt(games.max_clock_duration),
      clockExtensionSeconds: BigInt(games.clock_extension),
      absolutePrestate: games.absolute_prestate as Hex,
    },
    vaults: { sequencer: vault(vaults.sequencer), base: vault(vaults.base), l1: vault(vaults.l1) },
    forks: chain.forks && completeForks(chain.forks),
    outputs:
      l1.generation === 'output-oracle'
        ? {
            submissionIntervalBlocks: BigInt(outputs.submission_interval),
            finalizationPeriodSeconds: BigInt(outputs.finalization_period),
          }
        : undefined,
    engine: infra.engine,
    rpcPort: infra.rpc_port,
    run: buildRun(config, options),
    market: market && {
      marketChainId: market.chain_id,
      marketplace: market.marketplace,
      agreementId: market.agreement as Hex,
    },
  }
}

/** The tables that say how a chain is run, and what of the chain they depend on. */
export type RunTables = Pick<Config, 'da' | 'services' | 'rpc'> & {
  l1: Pick<Config['l1'], 'chain_id' | 'generation'>
  infra: Pick<Config['infra'], 'version_set' | 'programs' | 'sequencers' | 'replicas'>
}

/** How a chain is run; none of it changes the chain. Pure. */
export function buildRun(
  { l1, da, services, infra, rpc }: RunTables,
  { localL1 }: IntentOptions = {},
): Intent['run'] {
  const isLocal = localL1 ?? isLocalChain(l1.chain_id)
  const given = Object.entries(infra.programs).filter(([, path]) => path !== undefined)
  const versionSet = infra.version_set ?? (isLocal || l1.generation === 'output-oracle' ? '13' : '17')
  const postsBlobs = !isLocal && canPostBlobs(versionSet, { l1ChainId: l1.chain_id, isLocalL1: isLocal })
  return {
    isLocalL1: isLocal,
    versionSet,
    programs: Object.fromEntries(given),
    sequencers: infra.sequencers,
    replicas: infra.replicas,
    da: da.type ?? (postsBlobs ? 'blobs' : 'calldata'),
    services: {
      maxChannelDurationBlocks: services.max_channel_duration ?? (isLocal ? 2 : 150),
      proposalIntervalSeconds: services.proposal_interval ?? (isLocal ? 10 : 3_600),
      l1Confirmations: services.l1_confirmations ?? (isLocal ? 0 : 4),
      challenger: services.challenger,
      cannon: services.cannon,
      disputeMon: services.dispute_mon,
      resolver: services.resolver ?? l1.generation === 'dispute-games',
    },
    rpc: {
      listen: rpc.listen,
      methods: rpc.methods,
      requestsPerSecond: rpc.requests_per_second,
      maxBatch: rpc.max_batch,
      maxBodyKb: rpc.max_body_kb,
      maxLagBlocks: rpc.max_lag_blocks,
    },
  }
}

/** The same without the keys that the owner may rotate: what a chain stays for good. */
export function hashChain(intent: Intent): Hex {
  const { owner, guardian } = intent.roles
  return hashOf({ ...intent, roles: { owner, guardian } })
}

/**
 * Hash of the parts of an intent that make the chain on L1 and its genesis. Two intents with one hash give one chain;
 * how it is run, port, fee cap and confirmations may change at any time.
 */
export function hashIntent(intent: Intent): Hex {
  return hashOf(intent)
}

function hashOf(intent: Omit<Intent, 'roles'> & { roles: Partial<Roles> }): Hex {
  const {
    engine: _,
    rpcPort: __,
    maxFeePerGasWei: ___,
    confirmations: ____,
    market: _____,
    run: ______,
    ...chain
  } = intent
  return keccak256(stringToBytes(canonicalJson(chain)))
}
