import type { Agreement } from './agreement.ts'
import type { StoredVerdict } from './epochs.ts'

/** An epoch that has begun and is not booked. Unix seconds. */
export type OpenEpoch = {
  epoch: number
  start: number
  end: number
  /** Without a verdict it can be booked from here on, as silent. */
  verdictDeadline: number
  verdict: StoredVerdict | undefined
  isOver: boolean
  /** It and all before it can be booked now, by anyone. */
  isBookable: boolean
}

type Grid = Pick<Agreement, 'anchors' | 'terms'>

/** Start of an epoch that is not booked yet, in unix seconds; undefined before the agreement started. Pure. */
export function startOfEpoch({ anchors, terms }: Grid, epoch: number): number | undefined {
  const grid = anchors.at(-1)
  return grid && grid.anchor + epoch * terms.epochLength
}

/** When the money ends, in unix seconds; undefined before the agreement started. Pure. */
export function fundedUntil(agreement: Grid & Pick<Agreement, 'fundedEpochs'>): number | undefined {
  return startOfEpoch(agreement, agreement.fundedEpochs)
}

/** When service ends: with the money, or at the end that is set. Undefined before the start. Pure. */
export function servedUntil(
  agreement: Grid & Pick<Agreement, 'fundedEpochs' | 'endsAt'>,
): number | undefined {
  const funded = fundedUntil(agreement)
  const { endsAt } = agreement
  return funded !== undefined && endsAt !== 0 && endsAt < funded ? endsAt : funded
}

/** Setup fee that the deposit still has to hold, in token units. Pure. */
export function setupDue({ state, terms, epochs, money }: Agreement): bigint {
  const paid = epochs.reduce((sum, one) => sum + one.paid, 0n)
  const isPaid = epochs.length > 0 || money.gross > paid
  return isPaid || state === 'Closed' || state === 'Cancelled' ? 0n : terms.setupFee
}

/** Epochs that have begun and are not booked, in order. Pure. */
export function openEpochs(agreement: Agreement, now: number): OpenEpoch[] {
  const { state, settledEpochs, fundedEpochs, endsAt, terms, verdicts } = agreement
  if (state === 'Closed' || state === 'Cancelled') return []
  const open: OpenEpoch[] = []
  for (let epoch = settledEpochs; epoch < fundedEpochs; epoch++) {
    const start = startOfEpoch(agreement, epoch)
    if (start === undefined || start > now || (endsAt !== 0 && start >= endsAt)) break
    const whole = start + terms.epochLength
    const end = endsAt !== 0 && endsAt < whole ? endsAt : whole
    const verdictDeadline = end + terms.verdictTimeout
    const verdict = verdicts.get(epoch)
    const isOver = now >= end
    const isBookable =
      isOver && (verdict !== undefined || now >= verdictDeadline) && (open.at(-1)?.isBookable ?? true)
    open.push({ epoch, start, end, verdictDeadline, verdict, isOver, isBookable })
  }
  return open
}

/** Whole epochs that are paid for and have not begun. Before the start: what the deposit will pay for. Pure. */
export function fundedAhead(agreement: Agreement, now: number): number {
  const { state, money, terms, settledEpochs } = agreement
  if (state === 'Reserved' || state === 'Requested')
    return Number((money.deposit - setupDue(agreement)) / terms.pricePerEpoch)
  const until = servedUntil(agreement)
  const next = startOfEpoch(agreement, settledEpochs + openEpochs(agreement, now).length)
  if (state !== 'Active' || until === undefined || next === undefined) return 0
  return Math.max(0, Math.ceil((until - next) / terms.epochLength))
}

/** The most that epochs which have begun can still cost the client, in token units: what an end would hold back. Pure. */
export function owedAtMost(agreement: Agreement, now: number): bigint {
  if (agreement.state === 'Reserved') return setupDue(agreement)
  if (agreement.state === 'Requested') return now > agreement.deadline ? 0n : setupDue(agreement)
  const open = openEpochs(agreement, now)
  return open.length === 0 ? 0n : BigInt(open.length) * agreement.terms.pricePerEpoch + setupDue(agreement)
}

/**
 * From when on anyone can close the agreement, at the latest, in unix seconds: earlier when verdicts come. Undefined
 * when the clock alone does not end it. Pure.
 */
export function closableFrom(agreement: Agreement, now: number): number | undefined {
  const { state, deadline, terms } = agreement
  if (state === 'Reserved' || state === 'Requested') return deadline + 1
  if (state !== 'Suspended' && state !== 'Ended') return undefined
  const grace = state === 'Suspended' ? (fundedUntil(agreement) ?? now) + terms.grace : 0
  const awaited = openEpochs(agreement, now).filter(({ verdict }) => verdict === undefined)
  return Math.max(grace, ...awaited.map(({ verdictDeadline }) => verdictDeadline))
}
