import type { Address, Hex } from 'viem'

/** What L1 must show for a step to be done. Data, so that any edge can evaluate it in one batch of reads. */
export type Check =
  /** Code of the contract stands at the address; other code there is `foreign`. */
  | { kind: 'code'; address: Address; contract: string }
  /** A call answers exactly `equals`. */
  | { kind: 'call'; to: Address; data: Hex; equals: Hex }
  /** A storage word, after `mask`, is `equals`. */
  | { kind: 'storage'; address: Address; slot: Hex; equals: Hex; mask?: Hex }
  /** The contract ever emitted a log with these topics. */
  | { kind: 'emitted'; address: Address; topics: Hex[] }
  | { kind: 'all'; checks: Check[] }

/** `foreign`: something stands where the step would work, and it is not ours. */
export type CheckResult = 'done' | 'open' | 'foreign'

/** EIP-1967 implementation slot. */
export const IMPLEMENTATION_SLOT: Hex = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'

/** An address as a storage or ABI word. */
export function wordOf(address: Address): Hex {
  return `0x${address.slice(2).toLowerCase().padStart(64, '0')}`
}
