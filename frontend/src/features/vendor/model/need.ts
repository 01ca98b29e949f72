import { formatAmount, formatDuration, formatMoment } from '../../../shared/format/index.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { fundedUntil, openEpochs } from '../../../shared/market/runway.ts'
import { claimableOf } from './claims.ts'

/** What an agreement asks of its vendor. `calm`: nothing; `waits`: something in time; `act`: now. */
export type VendorNeed = { kind: 'calm' | 'waits' | 'act'; words: string }

/** Silent epochs in a row after which the market lets a vendor leave at once. */
const SILENT_EXIT = 3

/** What an agreement asks of its vendor now; `now` in unix seconds. Pure. */
export function vendorNeedOf(agreement: Agreement, now: number): VendorNeed {
  const { state, deadline, token } = agreement
  const left = formatDuration(deadline - now)
  switch (state) {
    case 'Reserved':
      return now > deadline ? act('No chain was bound, close it') : calm(`Client binds within ${left}`)
    case 'Requested':
      return now > deadline ? act('Start missed, close it') : waits(`Start within ${left}`)
    case 'Active':
      return whileActive(agreement, now)
    case 'Suspended':
      return whileSuspended(agreement, now)
    case 'Ended':
      return afterEnd(agreement, now)
    case 'None':
    case 'Closed':
    case 'Cancelled': {
      const claimable = claimableOf(agreement)
      return claimable > 0n ? waits(`Claim ${formatAmount(claimable, token)}`) : calm('Nothing')
    }
    default:
      throw new TypeError(`unknown state ${state satisfies never}`)
  }
}

function whileActive(agreement: Agreement, now: number): VendorNeed {
  const { endsAt, silentStreak } = agreement
  const until = fundedUntil(agreement)
  if (endsAt !== 0) return calm(`Ends in ${formatDuration(endsAt - now)}`)
  if (silentStreak >= SILENT_EXIT) return act(`${silentStreak} silent epochs in a row, you may leave`)
  return calm(until === undefined ? 'Nothing' : `Funded for ${formatDuration(until - now)}`)
}

function whileSuspended(agreement: Agreement, now: number): VendorNeed {
  const { terms, money, settledEpochs, fundedEpochs, endsAt } = agreement
  const since = fundedUntil(agreement) ?? now
  if (now >= since + terms.grace) return act('Unfunded and past its grace, close it')
  const isPaidAgain = settledEpochs === fundedEpochs && money.deposit >= terms.pricePerEpoch && endsAt === 0
  if (isPaidAgain) return act('Paid again, resume it')
  return act(`Unfunded since ${momentOf(since, now)}, you may leave`)
}

function afterEnd(agreement: Agreement, now: number): VendorNeed {
  const last = openEpochs(agreement, now).at(-1)
  if (last === undefined || now >= last.verdictDeadline) return act('Close it, the bond comes back')
  return waits(`Booked by ${momentOf(last.verdictDeadline, now)}`)
}

/** A clock for what is hours away, a date for what is days away. */
function momentOf(at: number, now: number): string {
  return formatMoment(at, { spanSeconds: Math.abs(at - now), short: true })
}

function calm(words: string): VendorNeed {
  return { kind: 'calm', words }
}

function waits(words: string): VendorNeed {
  return { kind: 'waits', words }
}

function act(words: string): VendorNeed {
  return { kind: 'act', words }
}
