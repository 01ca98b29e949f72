import type { Hash, TransactionReceipt } from 'viem'

/** Why a call fails, in the user's words. */
export type Reason = { sentence: string; next: string; code?: string }

/** Where a transaction stands. Everything before `sent` has cost nothing. */
export type TxPhase =
  | { kind: 'idle' }
  /** The same call is run on the newest block first. */
  | { kind: 'checking' }
  | { kind: 'wallet' }
  /** `hash` is unknown when the page was left between the wallet and its answer. */
  | { kind: 'sent'; hash: Hash | undefined; note?: string }
  | { kind: 'confirming'; hash: Hash; seen: number; wanted: number }
  | {
      kind: 'confirmed'
      hash: Hash | undefined
      receipt: TransactionReceipt | undefined
      replacedHash?: Hash
    }
  | { kind: 'declined' }
  /** With a hash it was mined and cost gas; without, it was only tried out. */
  | { kind: 'reverted'; reason: Reason; hash?: Hash }
  /** The wallet sent something else with the same number. */
  | { kind: 'replaced'; how: 'cancelled' | 'other'; hash: Hash }
  | { kind: 'failed'; reason: Reason }

/** True while something is under way and must not be begun again. */
export function isBusy({ kind }: TxPhase): boolean {
  return kind === 'checking' || kind === 'wallet' || kind === 'sent' || kind === 'confirming'
}

/** How full the button's progress is, in percent; 0: none. */
export function progressOf({ kind }: TxPhase): number {
  const progress: Partial<Record<TxPhase['kind'], number>> = {
    checking: 25,
    wallet: 50,
    sent: 75,
    confirming: 90,
    confirmed: 100,
  }
  return progress[kind] ?? 0
}
