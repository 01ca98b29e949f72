import type { CancelReason } from '@opraas/contracts'
import type { Agreement } from '../../shared/market/agreement.ts'
import { closableFrom, openEpochs } from '../../shared/market/runway.ts'
import type { NextAction, Party } from './model.ts'
import { amount, count, moment, quiet } from './phrases.ts'

/** What is next while the last epochs are booked. Pure. */
export function ofEnded(agreement: Agreement, now: number, party: Party): NextAction {
  const { money } = agreement
  const closable = closableFrom(agreement, now) ?? now
  if (now >= closable)
    return {
      sentence: 'All epochs are measured: it can be closed.',
      detail: 'The vendor’s agent usually does it; anyone may. Then what is left is free to claim.',
      act: 'close',
      needsMe: party === 'client',
      tone: 'info',
    }
  const waiting = count(openEpochs(agreement, now).length, 'epoch waits', 'epochs wait')
  const detail = `${waiting} for a verdict. Without one it can be closed from ${moment(closable, now)} on.`
  if (party === 'client' && money.freeClient > 0n)
    return {
      sentence: `${amount(agreement, money.freeClient)} is free to claim now.`,
      detail,
      act: 'claim',
      needsMe: true,
      tone: 'good',
    }
  return { ...quiet, sentence: 'Ended; the last epochs are being booked.', detail }
}

/** What is left of an agreement that is closed or cancelled. Pure. */
export function ofOver(agreement: Agreement, party: Party): NextAction {
  const { money, cancelReason } = agreement
  const free = party === 'vendor' ? money.freeVendor : money.freeClient
  const how = cancelReason ? cancelWords[cancelReason] : 'Closed: every epoch is booked.'
  if (party !== 'stranger' && free > 0n)
    return {
      sentence: `${amount(agreement, free)} is yours to claim.`,
      detail: how,
      act: 'claim',
      needsMe: true,
      tone: 'good',
    }
  if (money.freeClient > 0n)
    return {
      ...quiet,
      sentence: how,
      detail: `${amount(agreement, money.freeClient)} waits for the client to claim it.`,
    }
  const back =
    money.claimedByClient === 0n
      ? ''
      : ` ${amount(agreement, money.claimedByClient)} went back to the client.`
  return { ...quiet, sentence: `Nothing to do.`, detail: `${how}${back}` }
}

const cancelWords: Record<CancelReason, string> = {
  'client left': 'The client cancelled it before the start.',
  'client lapsed': 'No chain was bound in time.',
  'client rotated the roles': 'The vendor’s keys lost their roles before the start.',
  'vendor rejected': 'The vendor refused to start.',
  'vendor missed its start': 'The vendor missed its start.',
}
