import type { AgreementState, Terms, Verdict } from '@opraas/contracts'
import type { Address } from 'viem'

/** The most unsettled epochs that a deposit pays for. */
export const MAX_EPOCHS = 400

/** An epoch that was paid for, in unix seconds. */
export type Epoch = { start: number; end: number; verdict?: Verdict }

/** The money of one agreement: its lines, and every epoch that was paid for, as spans of time. */
export type Agreement = {
  terms: Terms
  client: Address
  feePpm: bigint
  deposit: bigint
  earned: bigint
  bond: bigint
  phase: 'Reserved' | 'Requested' | 'Running' | 'Ended' | 'Closed' | 'Cancelled'
  /** Of the window that runs before the start. */
  deadline: number
  isReady: boolean
  epochs: Epoch[]
  settled: number
  isSetupPaid: boolean
  endsAt?: number
  /** Silent epochs in a row. */
  silent: number
  isClientsDoing: boolean
}

/** The state by the clock. */
export function stateOf(a: Agreement, now: number): AgreementState {
  if (a.phase !== 'Running') return a.phase
  if (a.endsAt !== undefined && now >= a.endsAt) return 'Ended'
  return now < paidUntil(a) ? 'Active' : 'Suspended'
}

export function isOver(state: AgreementState): boolean {
  return state === 'Ended' || state === 'Closed' || state === 'Cancelled'
}

export function paidUntil(a: Agreement): number {
  const last = a.epochs.at(-1)
  if (!last) throw new Error('a running agreement has paid for an epoch')
  return last.end
}

/** What the deposit still has to hold for the setup fee. */
export function setupDue(a: Agreement): bigint {
  return a.isSetupPaid ? 0n : a.terms.setupFee
}

/** Unsettled epochs that the deposit pays for. */
export function affordable(a: Agreement): number {
  const epochs = (a.deposit - setupDue(a)) / a.terms.pricePerEpoch
  return epochs > MAX_EPOCHS ? MAX_EPOCHS : Number(epochs)
}

/** Appends epochs from `start` on until all that the deposit pays for are there. */
export function appendEpochs(a: Agreement, start: number): void {
  for (let next = start; a.epochs.length < a.settled + affordable(a); next += a.terms.epochLength) {
    a.epochs.push({ start: next, end: next + a.terms.epochLength })
  }
}

/** Longer service for more money, unless the money had run out before now. */
export function prolong(a: Agreement, now: number): void {
  if (now < paidUntil(a)) appendEpochs(a, paidUntil(a))
}

/** The part of an epoch that was served, or undefined when the agreement ended before it. */
export function servedSpan(a: Agreement, index: number): { start: number; end: number } | undefined {
  const epoch = a.epochs[index]
  if (!epoch || (a.phase !== 'Running' && a.phase !== 'Ended')) return undefined
  if (a.endsAt === undefined) return epoch
  return epoch.start < a.endsAt ? { start: epoch.start, end: Math.min(epoch.end, a.endsAt) } : undefined
}

/** What the client could claim. */
export function freeDeposit(a: Agreement, now: number): bigint {
  const state = stateOf(a, now)
  if (!isOver(state)) return 0n
  if (state !== 'Ended') return a.deposit
  const owed = a.epochs.filter((_, index) => index >= a.settled && servedSpan(a, index)).length
  return owed === 0 ? a.deposit : a.deposit - BigInt(owed) * a.terms.pricePerEpoch - setupDue(a)
}

/** What the client could withdraw from a running agreement. */
export function withdrawable(a: Agreement, now: number): bigint {
  if (stateOf(a, now) !== 'Active') return 0n
  const begun = a.epochs.filter(({ start }, index) => index >= a.settled && start <= now).length
  const kept = setupDue(a) + BigInt(begun + a.terms.minPrepaidEpochs) * a.terms.pricePerEpoch
  return a.deposit > kept ? a.deposit - kept : 0n
}

export function feeOn(a: Agreement): bigint {
  return (a.earned * a.feePpm) / 1_000_000n
}
