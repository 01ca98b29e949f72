import { REASON_CLIENTS_DOING } from '@opraas/contracts'
import { type Agreement, prolong, servedSpan, setupDue } from './agreement.ts'
import { judge, WHOLE, type Worth } from './judge.ts'

/** Books finished epochs in order, at most `max`; how many there were. */
export function settle(a: Agreement, max: number, now: number): number {
  let booked = 0
  while (booked < max && settleNext(a, now)) booked++
  return booked
}

function settleNext(a: Agreement, now: number): boolean {
  const span = servedSpan(a, a.settled)
  if (!span || now < span.end) return false
  const verdict = a.epochs[a.settled]?.verdict
  if (!verdict && now < span.end + a.terms.verdictTimeout) return false
  const elapsed = BigInt(span.end - span.start)
  if (verdict && verdict.coverage >= a.terms.sla.minCoverage) {
    a.silent = 0
    a.isClientsDoing = verdict.reason === REASON_CLIENTS_DOING
    book(a, judge(a.terms, verdict, elapsed), elapsed)
  } else {
    a.silent++
    const share = BigInt(a.terms.sla.silentPayout)
    book(a, { pay: share, setup: share, slash: 0n }, elapsed)
  }
  prolong(a, now)
  return true
}

function book(a: Agreement, worth: Worth, elapsed: bigint): void {
  const { pricePerEpoch, epochLength, sla } = a.terms
  const pay = (pricePerEpoch * worth.pay * elapsed) / (WHOLE * BigInt(epochLength))
  moveToEarned(a, pay + (setupDue(a) * worth.setup) / WHOLE)
  slash(a, (pricePerEpoch * BigInt(sla.slash) * worth.slash) / (WHOLE * WHOLE))
  a.isSetupPaid = true
  a.settled++
}

export function moveToEarned(a: Agreement, amount: bigint): void {
  a.deposit -= amount
  a.earned += amount
}

/** Bond to deposit, never more than there is. */
export function slash(a: Agreement, amount: bigint): void {
  const taken = amount < a.bond ? amount : a.bond
  a.bond -= taken
  a.deposit += taken
}
