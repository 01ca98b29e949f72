import { zeroAddress, zeroHash } from 'viem'
import { checkRollupConfig } from './checkRollup.ts'
import { GenesisError } from './errors.ts'
import { checkInteger, parseBytes, parseQuantity, parseTable, type Table } from './fields.ts'
import { forkNames } from './forks.ts'
import type { RollupConfig } from './rollup.ts'

/** Times of the registry that are no forks of our own chains. */
const otherTimes = ['interop_time', 'pectra_blob_schedule_time'] as const

/** rollup.json of a chain of the superchain registry. */
export type RegistryRollupConfig = RollupConfig & { readonly [time in (typeof otherTimes)[number]]?: number }

/** L1 blocks a channel may stay open: the same for every chain of the registry. */
const channelTimeout = 300

/**
 * The rollup config of a chain TOML of the superchain registry: what op-node makes of it.
 *
 * @param chain - The parsed TOML.
 * @param options.l1ChainId - Found by the height of the L1 origin when absent: the TOML itself does not name its L1.
 * @throws {@link GenesisError} naming the key that is missing or malformed, or that op-node would stumble over.
 * @see op-node, `rollup.LoadOPStackRollupConfig`
 */
export function parseChainToml(
  chain: unknown,
  { l1ChainId }: { l1ChainId?: number | undefined } = {},
): RegistryRollupConfig {
  const table = parseTable(chain, 'chain')
  const genesis = parseTable(table.genesis, 'genesis')
  const addresses = parseTable(table.addresses, 'addresses')
  const optimism = parseTable(table.optimism, 'optimism')
  const time = parseInteger(genesis, 'l2_time', 'genesis')
  const l1 = parseBlock(genesis.l1, 'genesis.l1')
  const times = parseTimes(table.hardforks)
  const config: RegistryRollupConfig = {
    genesis: {
      l1,
      l2: parseBlock(genesis.l2, 'genesis.l2'),
      l2_time: time,
      system_config: parseSystemConfig(genesis.system_config, (times.holocene_time ?? Infinity) <= time),
    },
    block_time: parseInteger(table, 'block_time'),
    max_sequencer_drift: parseInteger(table, 'max_sequencer_drift'),
    seq_window_size: parseInteger(table, 'seq_window_size'),
    channel_timeout: channelTimeout,
    l1_chain_id: l1ChainId ?? findL1(l1.number, time),
    l2_chain_id: parseInteger(table, 'chain_id'),
    regolith_time: 0,
    ...times,
    batch_inbox_address: parseBytes(table.batch_inbox_addr, 'batch_inbox_addr', 20),
    deposit_contract_address: parseBytes(addresses.OptimismPortalProxy, 'addresses.OptimismPortalProxy', 20),
    l1_system_config_address: parseBytes(addresses.SystemConfigProxy, 'addresses.SystemConfigProxy', 20),
    chain_op_config: {
      eip1559Elasticity: parseInteger(optimism, 'eip1559_elasticity', 'optimism'),
      eip1559Denominator: parseInteger(optimism, 'eip1559_denominator', 'optimism'),
      eip1559DenominatorCanyon: parseInteger(optimism, 'eip1559_denominator_canyon', 'optimism'),
    },
    ...(table.alt_da === undefined ? {} : { alt_da: parseAltDa(table.alt_da) }),
  }
  checkRollupConfig(config)
  return config
}

function parseBlock(value: unknown, field: string): RollupConfig['genesis']['l1'] {
  const block = parseTable(value, field)
  return { hash: parseBytes(block.hash, `${field}.hash`, 32), number: parseInteger(block, 'number', field) }
}

function parseSystemConfig(value: unknown, isHolocene: boolean): RollupConfig['genesis']['system_config'] {
  const field = 'genesis.system_config'
  const table = parseTable(value, field)
  return {
    batcherAddr: parseBytes(table.batcherAddress, `${field}.batcherAddress`, 20),
    overhead: parseBytes(table.overhead, `${field}.overhead`, 32),
    scalar: parseBytes(table.scalar, `${field}.scalar`, 32),
    gasLimit: parseInteger(table, 'gasLimit', field),
    ...(isHolocene ? { eip1559Params: '0x0000000000000000', operatorFeeParams: zeroHash } : {}),
  }
}

function parseTimes(value: unknown): { readonly [time in `${string}_time`]?: number } {
  const table = parseTable(value, 'hardforks')
  const known = new Set<string>([...forkNames.map((name) => `${name}_time`), ...otherTimes])
  return Object.fromEntries(
    Object.keys(table).map((key) => {
      if (known.has(key)) return [key, parseInteger(table, key, 'hardforks')]
      const field = `hardforks.${key}`
      throw new GenesisError({ field, found: key, expected: `one of ${[...known].join(', ')}` })
    }),
  )
}

function parseAltDa(value: unknown): NonNullable<RollupConfig['alt_da']> {
  const table = parseTable(value, 'alt_da')
  const type = table.da_commitment_type
  if (type !== 'KeccakCommitment' && type !== 'GenericCommitment') {
    const expected = '"KeccakCommitment" or "GenericCommitment"'
    throw new GenesisError({ field: 'alt_da.da_commitment_type', found: type, expected })
  }
  const field = 'alt_da.da_challenge_contract_address'
  const contract = parseBytes(table.da_challenge_contract_address ?? zeroAddress, field, 20)
  return {
    ...(contract === zeroAddress ? {} : { da_challenge_contract_address: contract }),
    da_commitment_type: type,
    da_challenge_window: parseInteger(table, 'da_challenge_window', 'alt_da'),
    da_resolve_window: parseInteger(table, 'da_resolve_window', 'alt_da'),
  }
}

function parseInteger(table: Table, key: string, parent?: string): number {
  const field = parent === undefined ? key : `${parent}.${key}`
  return checkInteger(Number(parseQuantity(table[key], field, 64)), field, { min: 0 })
}

/** The L1s of the registry: a block of each after the merge, from when on there is at most one every 12 seconds. */
const registryL1s = [
  { chainId: 1, number: 15_537_394, timeSeconds: 1_663_224_179 },
  { chainId: 11_155_111, number: 1_450_409, timeSeconds: 1_657_107_792 },
] as const
/** Share of slots that have a block, at least. */
const leastFilled = 0.85

/** The L1 whose block of this number is about as old as the L2. */
function findL1(number: number, l2TimeSeconds: number): number {
  const fitting = registryL1s.filter((l1) => {
    const slots = (l2TimeSeconds - l1.timeSeconds) / 12
    return number <= l1.number + slots && number >= l1.number + leastFilled * slots
  })
  const [l1] = fitting
  if (fitting.length === 1 && l1) return l1.chainId
  const expected = `a block of chain ${registryL1s.map(({ chainId }) => chainId).join(' or ')} at l2_time; else name the L1 with --l1-chain-id`
  throw new GenesisError({ field: 'genesis.l1.number', found: number, expected })
}
