import { type Address, type Hex, keccak256, parseEther, stringToBytes, zeroHash } from 'viem'
import { canonicalJson } from '../json.ts'
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

/** What is wanted: the config with every derived value filled in. Seconds, wei, gas. */
export type Intent = {
  name: string
  l1ChainId: number
  l2ChainId: number
  blockTimeSeconds: number
  gasLimit: bigint
  salt: Hex
  strategy: 'bedrock'
  generation: 'dispute-games'
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
  engine: 'embedded'
  rpcPort: number
  market: { marketChainId: number; marketplace: Address; agreementId: Hex } | undefined
}

/** Fills in what depends on other fields. Pure; the config has been validated. */
export function buildIntent(config: Config): Intent {
  const { chain, l1, roles, games, vaults, infra, market } = config
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
    engine: infra.engine,
    rpcPort: infra.rpc_port,
    market: market && {
      marketChainId: market.chain_id,
      marketplace: market.marketplace,
      agreementId: market.agreement as Hex,
    },
  }
}

/**
 * Hash of the parts of an intent that make the chain on L1 and its genesis. Two intents with one hash give one chain;
 * engine, port, fee cap and confirmations may change at any time.
 */
export function hashIntent(intent: Intent): Hex {
  const {
    engine: _,
    rpcPort: __,
    maxFeePerGasWei: ___,
    confirmations: ____,
    market: _____,
    ...chain
  } = intent
  return keccak256(stringToBytes(canonicalJson(chain)))
}
