import { formatAmount, formatDuration, formatMoment } from '../../shared/format/index.ts'
import type { Agreement } from '../../shared/market/agreement.ts'
import { fundedUntil } from '../../shared/market/runway.ts'

const AN_HOUR = 3_600
const THIRTY_DAYS = 30 * 86_400

/** A figure in words: what it is, its value, what belongs to it. */
export type Figure = { label: string; value: string; note: string }

/** Until when an agreement stands as it does: the money's end, a window's deadline, or its end. Pure. */
export function untilFigure(agreement: Agreement, now: number): Figure {
  const { state, deadline, endsAt, terms } = agreement
  const until = fundedUntil(agreement) ?? now
  const price = formatAmount(terms.pricePerEpoch, agreement.token)
  switch (state) {
    case 'Reserved':
    case 'Requested': {
      const label = state === 'Reserved' ? 'Chain bound before' : 'Vendor starts before'
      const note = now > deadline ? 'This time is over.' : `${formatDuration(deadline - now)} left`
      return { label, value: moment(deadline, now), note }
    }
    case 'Active': {
      if (endsAt !== 0)
        return { label: 'Ends', value: moment(endsAt, now), note: `${formatDuration(endsAt - now)} left` }
      const left = formatDuration(until - now)
      return {
        label: 'Funded until',
        value: moment(until, now),
        note: `${left} at full price. ${moreWords(agreement)}`,
      }
    }
    case 'Suspended':
      return { label: 'Money ended', value: moment(until, now), note: `An epoch costs ${price}.` }
    case 'Ended':
    case 'Closed': {
      const end = endsAt || until
      return { label: 'Ended', value: moment(end, now), note: `An epoch cost ${price}.` }
    }
    case 'Cancelled':
    case 'None':
      return { label: 'Ended', value: '—', note: 'It never started.' }
    default:
      throw new TypeError(`unknown state ${state satisfies never}`)
  }
}

/** How many booked epochs were at target, and what the others were. Pure. */
export function countEpochs({ epochs }: Pick<Agreement, 'epochs'>) {
  const of = (wanted: Agreement['epochs'][number]['outcome']): number =>
    epochs.filter(({ outcome }) => outcome === wanted).length
  const others = (['degraded', 'failed', 'silent'] as const)
    .map((outcome) => ({ outcome, count: of(outcome) }))
    .filter(({ count }) => count > 0)
    .map(({ outcome, count }) => `${count} ${outcome}`)
  return { atTarget: of('met'), all: epochs.length, others: others.join(', ') }
}

/**
 * What the SLA kept for the client: pay that shortfalls cost the vendor, and what was slashed. Token units. Pure.
 */
export function keptBySla({ epochs, terms, money }: Agreement): { unpaid: bigint; slashed: bigint } {
  const paid = epochs.reduce((sum, one) => sum + one.paid, 0n)
  // The setup fee is paid with the first epoch, unless the client left before half of it.
  const setup = epochs.length > 0 && money.gross === paid ? terms.setupFee : 0n
  const full = epochs.reduce(
    (sum, { start, end }) => sum + (terms.pricePerEpoch * BigInt(end - start)) / BigInt(terms.epochLength),
    setup,
  )
  const slashed = epochs.reduce((sum, one) => sum + one.slashed, 0n)
  return { unpaid: full > paid ? full - paid : 0n, slashed }
}

/** Price of more service, in a length that people plan with. */
function moreWords({ terms, token }: Agreement): string {
  const { pricePerEpoch, epochLength } = terms
  if (epochLength < AN_HOUR)
    return `${formatAmount(pricePerEpoch, token)} per epoch of ${formatDuration(epochLength)}.`
  const price = (pricePerEpoch * BigInt(THIRTY_DAYS)) / BigInt(epochLength)
  return `30 days more cost ${formatAmount(price, token)}.`
}

function moment(at: number, now: number): string {
  return formatMoment(at, { spanSeconds: Math.abs(at - now) })
}
