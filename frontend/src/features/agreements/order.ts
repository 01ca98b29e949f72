import type { Address } from 'viem'
import type { Agreement } from '../../shared/market/agreement.ts'
import { nextAction } from './model.ts'

/** Agreements that need the reader first, those that are over last; the newest first among equals. Pure. */
export function byNeed(agreements: readonly Agreement[], now: number, me: Address | undefined): Agreement[] {
  const rank = (agreement: Agreement): number => {
    if (nextAction(agreement, now, me).needsMe) return 0
    return agreement.state === 'Closed' || agreement.state === 'Cancelled' ? 2 : 1
  }
  return agreements.toSorted((a, b) => rank(a) - rank(b) || Number(b.accepted.block - a.accepted.block))
}
