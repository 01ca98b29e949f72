import { type Address, parseEventLogs } from 'viem'
import { bookings } from './ledgerBookings.ts'
import {
  type Booking,
  type Ledger,
  type LedgerEventName,
  type LedgerLog,
  ledgerAbi,
  potKey,
} from './ledgerDraft.ts'

export const emptyLedger: Ledger = {
  terms: new Map(),
  agreements: new Map(),
  pots: new Map(),
  fees: new Map(),
  records: new Map(),
  served: new Set(),
}

/**
 * The ledger after more logs. Nothing but the logs is needed: what an event leaves out follows from the terms, which
 * are in a log too, and from the time of its block.
 *
 * @param logs - All logs of market, offer book and reputation since the ledger's last one, in the order of the chain.
 */
export function extendLedger(ledger: Ledger, logs: readonly LedgerLog[]): Ledger {
  const draft = {
    terms: new Map(ledger.terms),
    agreements: new Map(ledger.agreements),
    pots: new Map(ledger.pots),
    fees: new Map(ledger.fees),
    records: new Map(ledger.records),
    served: new Set(ledger.served),
  }
  for (const { log, timestamp } of logs) {
    const [event] = parseEventLogs({ abi: ledgerAbi, logs: [log] })
    if (!event) continue
    const book = bookings[event.eventName] as Booking<LedgerEventName> // the booking of this very event
    book(draft, event, timestamp)
  }
  return draft
}

/** Free bond of a vendor in a token. */
export function potIn(ledger: Ledger, vendor: Address, token: Address): bigint {
  return ledger.pots.get(potKey(vendor, token)) ?? 0n
}
