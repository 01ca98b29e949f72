import type { Address } from 'viem'
import { GenesisError } from './genesis/errors.ts'
import { checkAddress, parseBytes, parseQuantity, parseTable, type Table } from './genesis/fields.ts'
import type { Intent } from './intent/index.ts'
import type { L1Origin, OutputAddresses } from './outputs.ts'

/** What a genesis needs to know of L1 besides the intent. */
export type L1Facts = {
  addresses: OutputAddresses
  origin: L1Origin
  /** The one SystemConfig was initialised with. */
  firstBatcher: Address
  /** The owner is a contract on L1: on L2 it acts under its aliased address. */
  ownerIsContract: boolean
}

/**
 * Reads the facts of L1 from a file: `{ addresses, origin: { number, hash, timestampSeconds }, firstBatcher,
 * ownerIsContract }`, as `inspect contracts --json` prints them, or the state.json of a deployment, where all but the
 * addresses are facts of its stages. Addresses go by contract name; numbers may be JSON numbers or text; that batcher
 * is the config's when absent.
 *
 * @param value - The parsed file.
 * @param intent - Of the same chain: the ids in the file, if any, must be its ids.
 * @throws {@link GenesisError} naming the field that is missing, malformed or of another chain.
 */
export function parseL1Facts(value: unknown, intent: Intent): L1Facts {
  const file = parseTable(value, 'addresses file')
  for (const field of ['l1ChainId', 'l2ChainId'] as const) {
    if (file[field] === undefined || file[field] === intent[field]) continue
    throw new GenesisError({ field, found: file[field], expected: `${intent[field]}, as the config says` })
  }
  const addresses = parseAddresses(file, intent)
  if (file.stages === undefined)
    return { addresses, origin: parseOrigin(file.origin, 'origin'), ...parseGenesisFacts(file, '', intent) }
  const stages = parseTable(file.stages, 'stages')
  const genesis = parseTable(stages.genesis, 'stages.genesis')
  return {
    addresses,
    origin: parseOrigin(stages.freeze, 'stages.freeze'),
    ...parseGenesisFacts(genesis, 'stages.genesis.', intent),
  }
}

/** SystemConfig in such a file: all that is needed when L1 can be asked for the rest. @throws {@link GenesisError} */
export function parseSystemConfigAddress(value: unknown): Address {
  return parseContract(parseTable(value, 'addresses file'), 'SystemConfig')
}

function parseAddresses(file: Table, { generation }: Intent): OutputAddresses {
  const portal =
    generation === 'output-oracle'
      ? { OptimismPortal: parseContract(file, 'OptimismPortal') }
      : { OptimismPortal2: parseContract(file, 'OptimismPortal2') }
  return {
    ...portal,
    L1CrossDomainMessenger: parseContract(file, 'L1CrossDomainMessenger'),
    L1StandardBridge: parseContract(file, 'L1StandardBridge'),
    L1ERC721Bridge: parseContract(file, 'L1ERC721Bridge'),
    SystemConfig: parseContract(file, 'SystemConfig'),
  }
}

function parseContract(file: Table, name: string): Address {
  return checkAddress(parseTable(file.addresses, 'addresses')[name], `addresses.${name}`)
}

function parseOrigin(value: unknown, field: string): L1Origin {
  const origin = parseTable(value, field)
  return {
    number: parseQuantity(origin.number, `${field}.number`, 64),
    hash: parseBytes(origin.hash, `${field}.hash`, 32),
    timestampSeconds: parseQuantity(origin.timestampSeconds, `${field}.timestampSeconds`, 64),
  }
}

function parseGenesisFacts(
  { firstBatcher, ownerIsContract }: Table,
  parent: string,
  { roles }: Intent,
): Pick<L1Facts, 'firstBatcher' | 'ownerIsContract'> {
  if (typeof ownerIsContract !== 'boolean') {
    const field = `${parent}ownerIsContract`
    throw new GenesisError({ field, found: ownerIsContract, expected: 'true or false' })
  }
  return {
    firstBatcher: checkAddress(firstBatcher ?? roles.batcher, `${parent}firstBatcher`),
    ownerIsContract,
  }
}
