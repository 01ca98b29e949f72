import type { Address } from 'viem'
import type { Deal } from './action.ts'
import {
  type Agreement,
  affordable,
  feeOn,
  freeDeposit,
  MAX_EPOCHS,
  prolong,
  setupDue,
  stateOf,
  withdrawable,
} from './agreement.ts'
import {
  addToPot,
  type Market,
  refuse,
  requireParty,
  requireState,
  requireThat,
  takeFromPot,
} from './market.ts'

/** The most that the line of a bond holds. */
const MAX_BOND = 2n ** 96n - 1n

/** A deposit pays for at most {@link MAX_EPOCHS} unsettled epochs. */
export function requireFundable(deposit: bigint, due: bigint, pricePerEpoch: bigint): void {
  requireThat((deposit - due) / pricePerEpoch <= BigInt(MAX_EPOCHS), 'Escrow_DepositTooLarge')
}

export function topUp(market: Market, deal: Deal, amount: bigint, now: number): void {
  const a = requireState(market, deal, now, 'Reserved', 'Requested', 'Active', 'Suspended')
  requireFundable(a.deposit + amount, setupDue(a), a.terms.pricePerEpoch)
  a.deposit += amount
  if (stateOf(a, now) === 'Active') prolong(a, now)
}

export function withdraw(market: Market, deal: Deal, by: Address, amount: bigint, now: number): void {
  const a = requireState(market, deal, now, 'Active')
  requireParty(by === a.client)
  requireThat(amount <= withdrawable(a, now), 'Escrow_DepositOverdrawn')
  a.deposit -= amount
  a.epochs.splice(a.settled + affordable(a))
}

export function lockBond(market: Market, deal: Deal, by: Address, amount: bigint, now: number): void {
  const a = requireState(market, deal, now, 'Active', 'Suspended')
  requireParty(by === a.terms.vendor)
  takeFromPot(market, by, a.terms.token, amount, 'Escrow_PotOverdrawn')
  requireThat(a.bond + amount <= MAX_BOND, 'SafeCastOverflowedUintDowncast')
  a.bond += amount
}

/** What is left of the bond goes back to the vendor's pot. */
export function releaseBond(market: Market, a: Agreement): void {
  addToPot(market, a.terms.vendor, a.terms.token, a.bond)
  a.bond = 0n
}

export function claim(market: Market, deals: Deal[], by: Address, now: number): void {
  const amounts = deals.map((deal) => {
    const a = market.agreements.get(deal.agreementId)
    return a ? claimOne(market, a, by, now) : 0n
  })
  if (amounts.every((amount) => amount === 0n)) refuse('Escrow_NothingToClaim')
}

function claimOne(market: Market, a: Agreement, by: Address, now: number): bigint {
  let paid = 0n
  if (by === a.client) {
    paid = freeDeposit(a, now)
    a.deposit -= paid
  }
  if (by === a.terms.vendor) {
    const fee = feeOn(a)
    market.fees.set(a.terms.token, (market.fees.get(a.terms.token) ?? 0n) + fee)
    paid += a.earned - fee
    a.earned = 0n
  }
  return paid
}

export function withdrawFees(market: Market, token: Address, by: Address): void {
  requireThat(by === market.owner, 'Escrow_NotFeeOwner')
  market.fees.set(token, 0n)
}
