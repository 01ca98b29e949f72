import type { Address } from 'viem'
import type { Deal } from './action.ts'
import { type Agreement, paidUntil, servedSpan, stateOf } from './agreement.ts'
import { setupOnExit } from './life.ts'
import { isOperator, type Market, refuse, requireParty, requireState, requireThat } from './market.ts'
import { releaseBond } from './money.ts'
import { moveToEarned, settle, slash } from './settle.ts'

const SILENT_EXIT = 3

export function terminate(market: Market, deal: Deal, by: Address, now: number): void {
  const a = market.agreements.get(deal.agreementId)
  requireThat(a !== undefined, 'Marketplace_NotParty')
  const state = stateOf(a, now)
  const isUnstarted = state === 'Reserved' || state === 'Requested'
  const isVendor = isUnstarted ? isOperator(market, deal, by) : by === a.terms.vendor
  requireParty(by === a.client || isVendor)
  if (isUnstarted) cancel(market, a, by, now)
  else if (state === 'Suspended') end(a, paidUntil(a))
  else if (state !== 'Active') refuse('Marketplace_WrongState')
  else if (by === a.client) leave(a, now)
  else if (leavesFree(a)) end(a, now)
  else giveNotice(a, now)
}

export function forfeit(market: Market, deal: Deal, by: Address, now: number): void {
  const a = requireState(market, deal, now, 'Active')
  requireParty(by === a.terms.vendor)
  if (!leavesFree(a)) slash(a, a.bond)
  end(a, now)
}

export function close(market: Market, deal: Deal, now: number): void {
  const a = requireState(market, deal, now, 'Reserved', 'Requested', 'Suspended', 'Ended')
  const state = stateOf(a, now)
  if (state === 'Reserved' || state === 'Requested') {
    requireThat(now > a.deadline, 'Marketplace_TooEarly')
    cancel(market, a, undefined, now)
    return
  }
  if (state === 'Suspended') requireThat(now >= paidUntil(a) + a.terms.grace, 'Marketplace_TooEarly')
  if (a.phase === 'Running') end(a, state === 'Suspended' ? paidUntil(a) : (a.endsAt ?? now))
  settle(a, a.epochs.length, now)
  requireThat(servedSpan(a, a.settled) === undefined, 'Marketplace_TooEarly')
  a.phase = 'Closed'
  releaseBond(market, a)
}

/** Before the start. The setup fee belongs to whom the other kept waiting, unless the vendor said no in time. */
function cancel(market: Market, a: Agreement, by: Address | undefined, now: number): void {
  const isLate = now > a.deadline
  const isBound = a.phase === 'Requested'
  const isClients = isLate ? !isBound : by === a.client
  const isVendorsFault = isLate ? isBound : !isClients && a.isReady
  if (isVendorsFault) slash(a, a.terms.setupFee)
  else if (isClients) moveToEarned(a, a.terms.setupFee)
  a.phase = 'Cancelled'
  releaseBond(market, a)
}

function end(a: Agreement, endsAt: number): void {
  a.phase = 'Ended'
  a.endsAt = endsAt
}

function leavesFree(a: Agreement): boolean {
  return a.isClientsDoing || a.silent >= SILENT_EXIT
}

/** A client that leaves before half of epoch 0 owes the whole setup fee. */
function leave(a: Agreement, now: number): void {
  const due = setupOnExit(a, now)
  if (due > 0n) {
    moveToEarned(a, due)
    a.isSetupPaid = true
  }
  end(a, now)
}

function giveNotice(a: Agreement, now: number): void {
  requireThat(a.endsAt === undefined, 'Marketplace_AlreadyTerminated')
  a.endsAt = boundaryAfter(a, now + a.terms.notice)
}

/** The first epoch boundary after a moment, whether those epochs are paid for or not. */
function boundaryAfter(a: Agreement, moment: number): number {
  let boundary = paidUntil(a)
  while (boundary > moment) boundary -= a.terms.epochLength
  while (boundary <= moment) boundary += a.terms.epochLength
  return boundary
}
