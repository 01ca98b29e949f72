import type { Address, Hash, Hex } from 'viem'
import {
  type BedrockArtifacts,
  buildGenesis,
  buildRollupConfig,
  serializeGenesis,
  serializeRollup,
} from './genesis/index.ts'
import type { Intent } from './intent/index.ts'
import { portalOf } from './l1/addresses.ts'
import { BASE_FEE_SCALAR, BLOB_BASE_FEE_SCALAR } from './l1/scalars.ts'

/** The L1 block a chain derives from. Seconds. */
export type L1Origin = { number: bigint; hash: Hash; timestampSeconds: bigint }

/** The L1 contracts that a genesis and a rollup config name. */
export type OutputAddresses = Record<
  'L1CrossDomainMessenger' | 'L1StandardBridge' | 'L1ERC721Bridge' | 'SystemConfig',
  Address
> &
  Parameters<typeof portalOf>[0]

/** What every node of a chain starts from, as files and as hashes. */
export type Outputs = {
  genesisJson: string
  rollupJson: string
  genesisHash: Hash
  stateRoot: Hex
  /** Output root of block 0, anchored on L1. */
  outputRoot: Hex
}

/**
 * genesis.json and rollup.json of a chain. Pure: intent, L1 addresses and origin decide every byte, so a client, a
 * vendor and a stranger get the same files.
 *
 * @param input.firstBatcher - The one SystemConfig was initialised with: a rotation changes no byte.
 * @param input.ownerIsContract - The owner is a contract on L1: on L2 it acts under its aliased address.
 */
export function buildOutputs(
  input: {
    intent: Intent
    addresses: OutputAddresses
    origin: L1Origin
    firstBatcher: Address
    ownerIsContract: boolean
  },
  artifacts: BedrockArtifacts,
): Outputs {
  const { intent, addresses, origin, firstBatcher, ownerIsContract } = input
  const { l1ChainId, l2ChainId, roles, vaults } = intent
  const shared = {
    l1ChainId,
    l2ChainId,
    timestamp: Number(origin.timestampSeconds),
    blockTime: intent.blockTimeSeconds,
    gasLimit: Number(intent.gasLimit),
    forks: intent.forks,
  }
  const genesis = buildGenesis(
    {
      ...shared,
      l1Contracts: {
        l1CrossDomainMessenger: addresses.L1CrossDomainMessenger,
        l1StandardBridge: addresses.L1StandardBridge,
        l1ERC721Bridge: addresses.L1ERC721Bridge,
      },
      proxyAdminOwner: { address: roles.owner, isL1Contract: ownerIsContract },
      feeVaults: { sequencer: vaults.sequencer, base: vaults.base, l1: vaults.l1 },
    },
    artifacts,
  )
  const rollup = buildRollupConfig({
    ...shared,
    l1Origin: { hash: origin.hash, number: Number(origin.number) },
    l2GenesisHash: genesis.hash,
    batcher: firstBatcher,
    basefeeScalar: BASE_FEE_SCALAR,
    blobbasefeeScalar: BLOB_BASE_FEE_SCALAR,
    optimismPortal: portalOf(addresses),
    systemConfig: addresses.SystemConfig,
  })
  return {
    genesisJson: serializeGenesis(genesis.genesis),
    rollupJson: serializeRollup(rollup),
    genesisHash: genesis.hash,
    stateRoot: genesis.stateRoot,
    outputRoot: genesis.outputRoot,
  }
}
