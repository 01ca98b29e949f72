import { type Address, decodeFunctionResult, encodeFunctionData, getAddress, type Hex } from 'viem'
import { l1Abi } from './abi.ts'

/**
 * One fact about a deployed chain. `owner`: the client's for good; `wiring`: fixed by the deployment; `role`: the
 * owner may rotate it, so a difference is drift, not damage.
 */
export type Expectation = {
  kind: 'owner' | 'wiring' | 'role'
  /** “SystemConfig owner”, for people. */
  what: string
  to: Address
  functionName: string
  data: Hex
  equals: Hex
}

/** Expects an answer of a contract on L1. */
export function expect(
  kind: Expectation['kind'],
  what: string,
  to: Address,
  functionName: string,
  equals: Hex,
  args: readonly unknown[] = [],
): Expectation {
  // Names and arguments are literals of the lists; the ABI checks them when they are encoded.
  const data = encodeFunctionData({ abi: l1Abi, functionName, args } as never)
  return { kind, what, to, functionName, data, equals }
}

/** Whether an answer is the one expected. The anchor of the games moves on as they are resolved. */
export function holds({ functionName, equals }: Expectation, answer: Hex): boolean {
  if (answer.toLowerCase() === equals.toLowerCase()) return true
  if (functionName !== 'anchors' || answer === '0x') return false
  const [, l2BlockNumber] = decodeFunctionResult({ abi: l1Abi, functionName, data: answer })
  return l2BlockNumber > 0n
}

/** An answer as people read it: decoded by the ABI, bigints in decimal. */
export function formatAnswer({ functionName }: Expectation, answer: Hex): string {
  if (answer === '0x') return 'nothing'
  // The batcher stands in a whole word, as an address behind zeros.
  if (functionName === 'batcherHash') return addressOf(answer)
  const value = decodeFunctionResult({ abi: l1Abi, functionName, data: answer } as never) as unknown
  return Array.isArray(value) ? value.map(String).join(' at ') : String(value)
}

function addressOf(word: Hex): string {
  return /^0x0{24}[0-9a-f]{40}$/i.test(word) ? getAddress(`0x${word.slice(26)}`) : word
}
