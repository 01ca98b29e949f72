import type { Address, Hex } from 'viem'

/** First and last four digits of an address. For the eye only: compare whole addresses, never these. */
export function shortAddress(address: Address): string {
  return shorten(address)
}

/** First and last four digits of a hash. */
export function shortHash(hash: Hex): string {
  return shorten(hash)
}

function shorten(hex: Hex): string {
  return hex.length <= 12 ? hex : `${hex.slice(0, 6)}…${hex.slice(-4)}`
}
