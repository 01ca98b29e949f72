import { type Address, encodeFunctionData, type Hex } from 'viem'
import { l1Abi } from './abi.ts'

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

/** That a getter of an L1 contract answers exactly `equals`. */
export function callCheck(to: Address, functionName: string, args: readonly unknown[], equals: Hex): Check {
  // Names and arguments are literals of the steps' files; the ABI checks them when they are encoded.
  return { kind: 'call', to, data: encodeFunctionData({ abi: l1Abi, functionName, args } as never), equals }
}
