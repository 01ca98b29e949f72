import { type Address, type Hex, isAddress, zeroAddress } from 'viem'
import { GenesisError } from './errors.ts'

/** A parsed JSON or TOML table whose values are not looked at yet. */
export type Table = Readonly<Record<string, unknown>>

/** @throws {@link GenesisError} when `value` is not a table. */
export function parseTable(value: unknown, field: string): Table {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new GenesisError({ field, found: value, expected: 'an object' })
  return value as Table // any non-null, non-array object can be read as one
}

/**
 * An unsigned integer as geth reads it: `0x` hex, a decimal string or a JSON number (exact ones only).
 *
 * @throws {@link GenesisError} when it is none of these or needs more than `bits`.
 */
export function parseQuantity(value: unknown, field: string, bits: 64 | 256): bigint {
  const quantity = findQuantity(value)
  if (quantity === undefined || quantity < 0n || quantity >> BigInt(bits) !== 0n) {
    throw new GenesisError({
      field,
      found: value,
      expected: `an unsigned ${bits}-bit integer, as 0x hex or number`,
    })
  }
  return quantity
}

function findQuantity(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined
  if (typeof value === 'string' && /^(0x[0-9a-f]+|[0-9]+)$/i.test(value)) return BigInt(value)
  return undefined
}

/**
 * Bytes as `0x` hex in lower case.
 *
 * @param size - Exact length in bytes; any length when absent.
 * @throws {@link GenesisError} on anything else.
 */
export function parseBytes(value: unknown, field: string, size?: number): Hex {
  const isHex = typeof value === 'string' && value.length % 2 === 0 && /^0x[0-9a-f]*$/i.test(value)
  if (!isHex || (size !== undefined && value.length !== 2 + size * 2)) {
    const expected = size === undefined ? '0x hex of whole bytes' : `${size} bytes as 0x hex`
    throw new GenesisError({ field, found: value, expected })
  }
  return value.toLowerCase() as Hex // matched above
}

/**
 * A non-zero address in lower case. Mixed case must be a correct checksum, so a typo does not pass.
 *
 * @throws {@link GenesisError} on anything else.
 */
export function checkAddress(value: unknown, field: string): Address {
  if (typeof value !== 'string' || !isAddress(value) || value === zeroAddress) {
    throw new GenesisError({
      field,
      found: value,
      expected: 'a non-zero address (correct checksum if mixed case)',
    })
  }
  return value.toLowerCase() as Address // an address stays one in lower case
}

/**
 * A whole number that JSON carries exactly.
 *
 * @param range.unit - What is counted, for the error: `'seconds'`; nothing when it is an id.
 * @param range.min - Smallest value allowed, 1 by default.
 * @param range.max - Largest value allowed, 2^53 - 1 by default.
 * @throws {@link GenesisError} on anything else.
 */
export function checkInteger(
  value: number,
  field: string,
  { unit, min = 1, max = Number.MAX_SAFE_INTEGER }: { unit?: string; min?: number; max?: number } = {},
): number {
  if (!Number.isSafeInteger(value) || value < min || value > max) {
    const range = max === Number.MAX_SAFE_INTEGER ? `at least ${min}` : `from ${min} to ${max}`
    throw new GenesisError({
      field,
      found: value,
      expected: `a whole number${unit ? ` of ${unit}` : ''}, ${range}`,
    })
  }
  return value
}

/** @throws {@link GenesisError} when an id is out of range or both chains have the same. */
export function checkChainIds({ l1ChainId, l2ChainId }: { l1ChainId: number; l2ChainId: number }): void {
  checkInteger(l1ChainId, 'l1ChainId')
  checkInteger(l2ChainId, 'l2ChainId')
  if (l1ChainId === l2ChainId)
    throw new GenesisError({ field: 'l2ChainId', found: l2ChainId, expected: 'another id than l1ChainId' })
}
