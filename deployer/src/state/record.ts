import type { Address, Hash, Hex } from 'viem'

/** Version of a journal record. Frozen: a reader refuses any other. */
export const JOURNAL_SCHEMA = 1

/**
 * What a journal remembers. Written and synced before the act it announces (`signed`) or after the fact it reports.
 *
 * - `opened`: first record; which chain, on which L1 (a block of it that never changes).
 * - `signed`: a transaction that may be broadcast from now on, as many times as needed, and never signed again.
 *   `replaces` names the one whose nonce it takes with a higher fee.
 * - `mined`: its receipt, at the confirmations wanted. Status `reverted` is final, too.
 * - `dropped`: its nonce was used by something that is not ours.
 * - `stage`: a stage is done; its facts are kept for good.
 */
export type JournalEntry =
  | {
      kind: 'opened'
      name: string
      intentHash: Hex
      /** Of the same intent without the keys that may be rotated. */
      chainHash: Hex
      l1ChainId: number
      l2ChainId: number
      l1Block: { number: bigint; hash: Hash }
      /** Account that sends the steps; the addresses of the chain depend on it. */
      deployer: Address
    }
  | {
      kind: 'signed'
      planId: Hex
      stepId: string
      chainId: number
      from: Address
      nonce: number
      to: Address | null
      valueWei: bigint
      data: Hex
      gas: bigint
      maxFeePerGas: bigint
      maxPriorityFeePerGas: bigint
      raw: Hex
      hash: Hash
      replaces?: Hash
    }
  | {
      kind: 'mined'
      stepId: string
      hash: Hash
      blockNumber: bigint
      blockHash: Hash
      status: 'success' | 'reverted'
      gasUsed: bigint
    }
  | { kind: 'dropped'; stepId: string; hash: Hash; reason: string }
  | { kind: 'stage'; stage: string; facts: Readonly<Record<string, unknown>> }

/** A record as it stands in the file: version, number from 0, milliseconds since the epoch, the entry. */
export type JournalRecord = { v: typeof JOURNAL_SCHEMA; seq: number; at: number } & JournalEntry

/** Fields that hold a bigint; JSON has them as decimal strings. */
const bigintFields = new Set([
  'valueWei',
  'gas',
  'maxFeePerGas',
  'maxPriorityFeePerGas',
  'blockNumber',
  'gasUsed',
])

/** Gives the bigints of a parsed record back. */
export function reviveRecord(key: string, value: unknown): unknown {
  if (bigintFields.has(key) && typeof value === 'string') return BigInt(value)
  if (key === 'l1Block' && typeof value === 'object' && value !== null) {
    const block = value as { number: string | bigint }
    return { ...block, number: BigInt(block.number) }
  }
  return value
}
