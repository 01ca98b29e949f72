import { type Address, concat, type Hex, keccak256, numberToHex, zeroHash } from 'viem'
import { checkEip1559, defaultEip1559 } from './buildGenesis.ts'
import { checkRollupConfig } from './checkRollup.ts'
import { checkAddress, checkInteger, parseBytes } from './fields.ts'
import { defaultForks, type ForkName, type ForkSchedule, scheduleForks } from './forks.ts'
import type { ChainConfig, Eip1559 } from './genesis.ts'
import { word } from './words.ts'

/** Where batch data goes instead of L1; windows in L1 blocks. */
export type AltDa =
  | {
      readonly kind: 'keccak'
      /** DataAvailabilityChallenge proxy. */
      readonly challengeContract: Address
      readonly challengeWindow: number
      readonly resolveWindow: number
    }
  | { readonly kind: 'generic'; readonly challengeWindow: number; readonly resolveWindow: number }

export type RollupInput = {
  readonly l1ChainId: number
  readonly l2ChainId: number
  /** The L1 block that derivation starts after. */
  readonly l1Origin: { readonly hash: Hex; readonly number: number }
  /** Hash of L2 block 0. */
  readonly l2GenesisHash: Hex
  /** Unix seconds of L2 block 0. */
  readonly timestamp: number
  /** Seconds between L2 blocks. */
  readonly blockTime: number
  /** Gas per L2 block; the same as in genesis.json and SystemConfig. */
  readonly gasLimit: number
  /** {@link defaultForks} when absent. */
  readonly forks?: ForkSchedule | undefined
  /** Account that sends batches. */
  readonly batcher: Address
  /** As given to `SystemConfig.initialize`. */
  readonly basefeeScalar: number
  readonly blobbasefeeScalar: number
  /** {@link deriveBatchInbox} when absent; must equal `SystemConfig.batchInbox()`. */
  readonly batchInbox?: Address | undefined
  /** OptimismPortal proxy. */
  readonly optimismPortal: Address
  /** SystemConfig proxy. */
  readonly systemConfig: Address
  /** {@link defaultEip1559} when absent; the same as in genesis.json. */
  readonly eip1559?: Eip1559 | undefined
  /** Seconds an L2 block may be ahead of its L1 origin, 1800 by default; constant from Fjord on. */
  readonly maxSequencerDrift?: number | undefined
  /** L1 blocks within which batches must land, 3600 by default. */
  readonly seqWindowSize?: number | undefined
  /** L1 blocks a channel may stay open, 300 by default; 50 from Granite on. */
  readonly channelTimeout?: number | undefined
  /** Batches go to L1 when absent. */
  readonly altDa?: AltDa | undefined
}

/** rollup.json as op-node reads it; the fields that v1.13.7, v1.16.13, v1.17.0 and v1.19.6 all know. */
export type RollupConfig = {
  readonly genesis: {
    readonly l1: { readonly hash: Hex; readonly number: number }
    readonly l2: { readonly hash: Hex; readonly number: number }
    readonly l2_time: number
    readonly system_config: {
      readonly batcherAddr: Address
      readonly overhead: Hex
      readonly scalar: Hex
      readonly gasLimit: number
      readonly eip1559Params?: Hex
      readonly operatorFeeParams?: Hex
    }
  }
  readonly block_time: number
  readonly max_sequencer_drift: number
  readonly seq_window_size: number
  readonly channel_timeout: number
  readonly l1_chain_id: number
  readonly l2_chain_id: number
  readonly batch_inbox_address: Address
  readonly deposit_contract_address: Address
  readonly l1_system_config_address: Address
  readonly chain_op_config: ChainConfig['optimism']
  readonly alt_da?: {
    readonly da_challenge_contract_address?: Address
    readonly da_commitment_type: 'KeccakCommitment' | 'GenericCommitment'
    readonly da_challenge_window: number
    readonly da_resolve_window: number
  }
} & { readonly [fork in `${ForkName}_time`]?: number }

/**
 * The rollup config of a chain with the contracts of contracts-bedrock 0.17.3. Only fields that are set are written:
 * older op-nodes refuse a file with a field they do not know.
 *
 * @throws {@link GenesisError} naming the field that op-node, or the chain, would stumble over.
 * @see OP Stack spec, "Rollup node"; op-node, `rollup.Config`
 */
export function buildRollupConfig(input: RollupInput): RollupConfig {
  const { timestamp, blockTime, eip1559 = defaultEip1559 } = input
  checkEip1559(eip1559)
  const times = scheduleForks(input.forks ?? defaultForks, { timestamp, blockTime })
  const config: RollupConfig = {
    genesis: {
      l1: { hash: parseBytes(input.l1Origin.hash, 'l1Origin.hash', 32), number: input.l1Origin.number },
      l2: { hash: parseBytes(input.l2GenesisHash, 'l2GenesisHash', 32), number: 0 },
      l2_time: timestamp,
      system_config: {
        batcherAddr: checkAddress(input.batcher, 'batcher'),
        overhead: zeroHash,
        scalar: encodeFeeScalar(input),
        gasLimit: input.gasLimit,
        // Zero: the protocol's defaults, until SystemConfig can say something else.
        ...(times.holocene === 0 ? { eip1559Params: '0x0000000000000000', operatorFeeParams: zeroHash } : {}),
      },
    },
    block_time: blockTime,
    max_sequencer_drift: input.maxSequencerDrift ?? 1800,
    seq_window_size: input.seqWindowSize ?? 3600,
    channel_timeout: input.channelTimeout ?? 300,
    l1_chain_id: input.l1ChainId,
    l2_chain_id: input.l2ChainId,
    ...Object.fromEntries(Object.entries(times).map(([fork, time]) => [`${fork}_time`, time])),
    batch_inbox_address: checkAddress(input.batchInbox ?? deriveBatchInbox(input.l2ChainId), 'batchInbox'),
    deposit_contract_address: checkAddress(input.optimismPortal, 'optimismPortal'),
    l1_system_config_address: checkAddress(input.systemConfig, 'systemConfig'),
    chain_op_config: {
      eip1559Elasticity: eip1559.elasticity,
      eip1559Denominator: eip1559.denominator,
      eip1559DenominatorCanyon: eip1559.denominatorCanyon,
    },
    ...(input.altDa ? { alt_da: formatAltDa(input.altDa) } : {}),
  }
  checkRollupConfig(config)
  return config
}

/**
 * The batch inbox that OPCM gives a chain: 0x00 and the first 19 bytes of keccak256(uint256 chain id).
 *
 * @see op-contracts, `OPContractsManager.chainIdToBatchInboxAddress`
 */
export function deriveBatchInbox(l2ChainId: number): Address {
  return `0x00${keccak256(word(BigInt(l2ChainId))).slice(2, 40)}`
}

/**
 * The fee scalar since Ecotone, equal to `SystemConfig.scalar()`: version 1, blob base fee scalar, base fee scalar.
 *
 * @throws {@link GenesisError} when a scalar is no uint32.
 */
export function encodeFeeScalar(scalars: { basefeeScalar: number; blobbasefeeScalar: number }): Hex {
  const part = (name: 'basefeeScalar' | 'blobbasefeeScalar') =>
    numberToHex(checkInteger(scalars[name], name, { unit: 'millionths', min: 0, max: 2 ** 32 - 1 }), {
      size: 4,
    })
  return concat(['0x01', `0x${'00'.repeat(23)}`, part('blobbasefeeScalar'), part('basefeeScalar')])
}

function formatAltDa(altDa: AltDa): NonNullable<RollupConfig['alt_da']> {
  const windows = { da_challenge_window: altDa.challengeWindow, da_resolve_window: altDa.resolveWindow }
  switch (altDa.kind) {
    case 'keccak': {
      const contract = checkAddress(altDa.challengeContract, 'altDa.challengeContract')
      return { da_challenge_contract_address: contract, da_commitment_type: 'KeccakCommitment', ...windows }
    }
    case 'generic':
      return { da_commitment_type: 'GenericCommitment', ...windows }
  }
}
