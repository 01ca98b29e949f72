import { type Address, type Hex, numberToHex, pad, size, stringToHex } from 'viem'

/** A number or address as a 32-byte word, right-aligned as Solidity does. */
export function word(value: bigint | Address): Hex {
  return typeof value === 'bigint' ? numberToHex(value, { size: 32 }) : pad(value, { size: 32 })
}

/** A string of up to 31 bytes as Solidity stores it: left-aligned, twice its length in the last byte. */
export function shortString(text: string): Hex {
  const bytes = stringToHex(text)
  return numberToHex(BigInt(pad(bytes, { size: 32, dir: 'right' })) + BigInt(size(bytes) * 2), { size: 32 })
}

/** Storage by slot number. */
export function storageOf(words: Readonly<Record<number, Hex>>): Readonly<Record<Hex, Hex>> {
  return Object.fromEntries(Object.entries(words).map(([slot, value]) => [word(BigInt(slot)), value]))
}
