import { type Address, type Hex, pad, zeroAddress, zeroHash } from 'viem'
import { GenesisError } from './errors.ts'
import { parseBytes, parseQuantity, parseTable, type Table } from './fields.ts'
import type { GenesisAccount, GenesisAlloc } from './genesis.ts'
import type { GenesisHeader, HeaderForks } from './header.ts'

const initialBaseFeeWei = 1_000_000_000n

/** Unix seconds of block 0, 0 when absent. */
export function parseTimestamp(genesis: Table): bigint {
  return parseQuantity(genesis.timestamp ?? 0, 'timestamp', 64)
}

/**
 * The header fields of a genesis JSON, with op-geth's defaults: only gasLimit is mandatory.
 *
 * @throws {@link GenesisError} when a field is malformed or does not fit the forks.
 */
export function parseGenesisHeader(genesis: Table, forks: HeaderForks): GenesisHeader {
  const integer = (field: string, absent: bigint) => parseQuantity(genesis[field] ?? absent, field, 64)
  const hash = (field: string) => parseBytes(genesis[field] ?? zeroHash, field, 32)
  const blobGas = (field: string) => {
    if (!forks.ecotone && (genesis[field] ?? undefined) !== undefined)
      throw new GenesisError({ field, found: genesis[field], expected: 'nothing before Ecotone' })
    return integer(field, 0n)
  }
  if (genesis.stateHash ?? undefined)
    throw new GenesisError({
      field: 'stateHash',
      found: genesis.stateHash,
      expected: 'a full alloc instead',
    })
  const gasLimit = parseQuantity(genesis.gasLimit, 'gasLimit', 64)
  // op-geth would silently take Ethereum's limit of 2015 instead.
  if (gasLimit === 0n)
    throw new GenesisError({ field: 'gasLimit', found: genesis.gasLimit, expected: 'more than zero' })
  return {
    parentHash: hash('parentHash'),
    coinbase: parseBytes(genesis.coinbase ?? zeroAddress, 'coinbase', 20),
    difficulty: parseQuantity(genesis.difficulty ?? 0, 'difficulty', 256),
    number: integer('number', 0n),
    gasLimit,
    gasUsed: integer('gasUsed', 0n),
    timestamp: parseTimestamp(genesis),
    extraData: parseBytes(genesis.extraData ?? '0x', 'extraData'),
    mixHash: hash('mixHash'),
    nonce: integer('nonce', 0n),
    baseFeePerGas: parseQuantity(genesis.baseFeePerGas ?? initialBaseFeeWei, 'baseFeePerGas', 256),
    blobGasUsed: blobGas('blobGasUsed'),
    excessBlobGas: blobGas('excessBlobGas'),
  }
}

/**
 * The accounts of a genesis JSON, normalised: lower-case addresses with `0x`, 32-byte slots and values.
 *
 * @throws {@link GenesisError} on a malformed or repeated account; the balance is mandatory, as in op-geth.
 */
export function parseAlloc(value: unknown): GenesisAlloc {
  const alloc: Record<Address, GenesisAccount> = {}
  for (const [key, account] of Object.entries(parseTable(value, 'alloc'))) {
    const field = `alloc.${key}`
    const address = parseBytes(/^0x/i.test(key) ? key : `0x${key}`, field, 20)
    if (alloc[address] !== undefined)
      throw new GenesisError({ field, found: key, expected: 'each address once' })
    alloc[address] = parseAccount(parseTable(account, field), field)
  }
  return alloc
}

function parseAccount(account: Table, field: string): GenesisAccount {
  return {
    balance: toHex(parseQuantity(account.balance, `${field}.balance`, 256)),
    nonce: toHex(parseQuantity(account.nonce ?? 0, `${field}.nonce`, 64)),
    code: parseBytes(account.code ?? '0x', `${field}.code`),
    storage: parseStorage(account.storage ?? {}, `${field}.storage`),
  }
}

function parseStorage(value: unknown, field: string): Readonly<Record<Hex, Hex>> {
  const storage: Record<Hex, Hex> = {}
  for (const [key, found] of Object.entries(parseTable(value, field))) {
    const slot = parseWord(key, `${field}.${key}`)
    if (storage[slot] !== undefined) throw new GenesisError({ field, found: key, expected: 'each slot once' })
    storage[slot] = parseWord(found, `${field}.${key}`)
  }
  return storage
}

/** geth fills short slots and values with zeros on the left and lets `0x` go. */
function parseWord(value: unknown, field: string): Hex {
  const text = typeof value === 'string' ? value.replace(/^0x/i, '') : undefined
  if (text === undefined || text.length > 64 || text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text))
    throw new GenesisError({ field, found: value, expected: 'at most 32 whole bytes of hex' })
  return pad(`0x${text.toLowerCase()}`, { size: 32 })
}

function toHex(value: bigint): Hex {
  return `0x${value.toString(16)}`
}
