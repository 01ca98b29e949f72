import { type Hex, hexToBigInt, zeroAddress, zeroHash } from 'viem'
import { GenesisError } from './errors.ts'
import { checkInteger } from './fields.ts'
import { checkForkOrder } from './forkOrder.ts'
import { forkNames } from './forks.ts'
import type { RollupConfig } from './rollup.ts'

/**
 * What op-node's own `Check()` asks for, and what it does not ask but the chain needs: the order of all forks (op-node
 * looks at it up to Isthmus only), addresses that are not each other, and a fee scalar the forks can read.
 *
 * @throws {@link GenesisError} with the path inside rollup.json.
 * @see op-node, `rollup.Config.Check`
 */
export function checkRollupConfig(config: RollupConfig): void {
  checkNumbers(config)
  checkGenesis(config)
  checkAddresses(config)
  checkForks(config)
  checkFeeScalar(config)
  checkAltDa(config)
}

function checkNumbers(config: RollupConfig): void {
  checkInteger(config.block_time, 'block_time', { unit: 'seconds' })
  checkInteger(config.max_sequencer_drift, 'max_sequencer_drift', { unit: 'seconds' })
  checkInteger(config.seq_window_size, 'seq_window_size', { unit: 'L1 blocks', min: 2 })
  checkInteger(config.channel_timeout, 'channel_timeout', { unit: 'L1 blocks' })
  checkInteger(config.l1_chain_id, 'l1_chain_id')
  checkInteger(config.l2_chain_id, 'l2_chain_id')
  if (config.l1_chain_id === config.l2_chain_id)
    throw new GenesisError({
      field: 'l2_chain_id',
      found: config.l2_chain_id,
      expected: 'another id than l1_chain_id',
    })
}

function checkGenesis({ genesis }: RollupConfig): void {
  checkInteger(genesis.l1.number, 'genesis.l1.number', { min: 0 })
  checkInteger(genesis.l2.number, 'genesis.l2.number', { min: 0 })
  checkInteger(genesis.l2_time, 'genesis.l2_time', { unit: 'unix seconds' })
  checkInteger(genesis.system_config.gasLimit, 'genesis.system_config.gasLimit', { unit: 'units of gas' })
  checkNonZero(genesis.l1.hash, 'genesis.l1.hash', zeroHash)
  checkNonZero(genesis.l2.hash, 'genesis.l2.hash', zeroHash)
  checkNonZero(genesis.system_config.scalar, 'genesis.system_config.scalar', zeroHash)
  checkNonZero(genesis.system_config.batcherAddr, 'genesis.system_config.batcherAddr', zeroAddress)
  if (genesis.l1.hash === genesis.l2.hash)
    throw new GenesisError({
      field: 'genesis.l2.hash',
      found: genesis.l2.hash,
      expected: 'another hash than genesis.l1.hash',
    })
}

function checkAddresses(config: RollupConfig): void {
  const seen = new Map<string, string>()
  for (const field of [
    'deposit_contract_address',
    'l1_system_config_address',
    'batch_inbox_address',
  ] as const) {
    checkNonZero(config[field], field, zeroAddress)
    const address = config[field].toLowerCase()
    const other = seen.get(address)
    if (other !== undefined)
      throw new GenesisError({ field, found: config[field], expected: `another address than ${other}` })
    seen.set(address, field)
  }
}

function checkForks(config: RollupConfig): void {
  const forks = forkNames.map((name) => {
    const field = `${name}_time` as const
    const time = config[field]
    if (time !== undefined) checkInteger(time, field, { unit: 'unix seconds', min: 0 })
    return { name, field, time, written: time }
  })
  checkForkOrder(forks)
}

/** Before Ecotone the whole word is a factor of the L1 fee: with a version byte in it nobody could pay. */
function checkFeeScalar({ genesis, ecotone_time }: RollupConfig): void {
  const isVersioned = hexToBigInt(genesis.system_config.scalar) >> 248n !== 0n
  const isEcotone = ecotone_time !== undefined && ecotone_time <= genesis.l2_time
  if (isVersioned && !isEcotone) {
    const expected =
      'a time at genesis: the fee scalar of SystemConfig is of Ecotone, and unpayable before it'
    throw new GenesisError({ field: 'ecotone_time', found: ecotone_time, expected })
  }
}

function checkAltDa({ alt_da }: RollupConfig): void {
  if (alt_da === undefined) return
  checkInteger(alt_da.da_challenge_window, 'alt_da.da_challenge_window', { unit: 'L1 blocks' })
  checkInteger(alt_da.da_resolve_window, 'alt_da.da_resolve_window', { unit: 'L1 blocks' })
  const field = 'alt_da.da_challenge_contract_address'
  const contract = alt_da.da_challenge_contract_address
  if (alt_da.da_commitment_type === 'KeccakCommitment') checkNonZero(contract, field, zeroAddress)
  else if (contract !== undefined)
    throw new GenesisError({ field, found: contract, expected: 'nothing with generic commitments' })
}

function checkNonZero(value: Hex | undefined, field: string, zero: Hex): void {
  if (value === undefined || value === zero)
    throw new GenesisError({ field, found: value, expected: 'a value that is not zero' })
}
