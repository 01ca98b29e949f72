import { BPS } from '@opraas/contracts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import type { Epoch } from '../../../shared/market/epochs.ts'
import type { Token } from '../../../shared/market/token.ts'
import type { Status } from '../../../shared/ui/status.ts'

/** One booked epoch of any agreement, without setup fee. Token units: `earned + missed` is the price of its time. */
export type BookedEpoch = {
  agreement: Agreement
  epoch: Epoch
  earned: bigint
  missed: bigint
  slashed: bigint
}

/** What a vendor earned in its newest booked epochs of one token. Token units. */
export type Earnings = {
  token: Token
  /** Oldest first. */
  epochs: BookedEpoch[]
  earned: bigint
  missed: bigint
  slashed: bigint
  /** Share of what it could have earned, in bps, rounded down; undefined before anything was booked. */
  shareBps: number | undefined
}

/** The newest `count` booked epochs of all agreements in a token, added up. Pure. */
export function earningsOf(agreements: readonly Agreement[], token: Token, count: number): Earnings {
  const epochs = agreements
    .filter((agreement) => agreement.token.address === token.address)
    .flatMap((agreement) => agreement.epochs.map((epoch) => bookedOf(agreement, epoch)))
    .sort((a, b) => a.epoch.end - b.epoch.end)
    .slice(-count)
  const sum = (part: 'earned' | 'missed' | 'slashed') => epochs.reduce((total, one) => total + one[part], 0n)
  const [earned, missed, slashed] = [sum('earned'), sum('missed'), sum('slashed')]
  const could = earned + missed
  const shareBps = could === 0n ? undefined : Number((earned * BigInt(BPS)) / could)
  return { token, epochs, earned, missed, slashed, shareBps }
}

/** By the contract's formula, so that a setup fee in `epoch.paid` stays out. */
function bookedOf(agreement: Agreement, epoch: Epoch): BookedEpoch {
  const { pricePerEpoch, epochLength } = agreement.terms
  const served = pricePerEpoch * BigInt(epoch.end - epoch.start)
  const could = served / BigInt(epochLength)
  const earned = (served * BigInt(epoch.payoutBps)) / BigInt(BPS * epochLength)
  return { agreement, epoch, earned, missed: could - earned, slashed: epoch.slashed }
}

/** The shape that a booked epoch is shown with. Pure. */
export function statusOf({ excused, outcome }: Epoch): Status {
  return excused ? 'excused' : outcome
}
