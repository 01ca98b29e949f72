import type { Address, ContractFunctionReturnType, Hex, ParseEventLogsReturnType, parseEventLogs } from 'viem'
import { marketplaceAbi, offerBookAbi, reputationAbi } from './generated/abis.ts'
import type { LedgerAgreement } from './ledgerAgreement.ts'
import type { Terms } from './terms.ts'

/** The ABI of every event that says something about money: market, offer book, reputation. */
export const ledgerAbi = [...marketplaceAbi, ...offerBookAbi, ...reputationAbi] as const

type RawLog = Parameters<typeof parseEventLogs>[0]['logs'][number]
/** A log of one of the three contracts, and the time of its block in unix seconds. */
export type LedgerLog = { log: RawLog; timestamp: number }
export type LedgerEvent = ParseEventLogsReturnType<typeof ledgerAbi, undefined, true>[number]
export type LedgerEventName = LedgerEvent['eventName']

/** A vendor's counters, as `recordOf` says them. */
export type VendorRecord = ContractFunctionReturnType<typeof reputationAbi, 'view', 'recordOf'>

/** All numbers of a market that its logs tell. */
export type Ledger = {
  /** Terms by hash, of every offer. */
  readonly terms: ReadonlyMap<Hex, Terms>
  readonly agreements: ReadonlyMap<Hex, LedgerAgreement>
  /** Free bond by {@link potKey}. */
  readonly pots: ReadonlyMap<string, bigint>
  /** Fees by token, collected and not yet withdrawn. */
  readonly fees: ReadonlyMap<Address, bigint>
  readonly records: ReadonlyMap<Address, VendorRecord>
  /** Which clients a vendor has been counted for: each counts once. */
  readonly served: ReadonlySet<string>
}

/** A ledger while logs are booked. */
export type LedgerDraft = {
  terms: Map<Hex, Terms>
  agreements: Map<Hex, LedgerAgreement>
  pots: Map<string, bigint>
  fees: Map<Address, bigint>
  records: Map<Address, VendorRecord>
  served: Set<string>
}

/** What one kind of event changes. */
export type Booking<Name extends LedgerEventName> = (
  draft: LedgerDraft,
  event: Extract<LedgerEvent, { eventName: Name }>,
  timestamp: number,
) => void

export function potKey(vendor: Address, token: Address): string {
  return `${vendor}:${token}`
}
