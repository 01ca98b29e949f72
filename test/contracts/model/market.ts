import type { AgreementState } from '@opraas/contracts'
import type { Address, Hex } from 'viem'
import type { Deal } from './action.ts'
import { type Agreement, stateOf } from './agreement.ts'

/** All the money of a market: whose it is, and under which agreement. Plain data, so that it can be cloned. */
export type Market = {
  owner: Address
  /** May run any vendor's services. */
  operator: Address
  oracle: Address
  feePpm: bigint
  agreements: Map<Hex, Agreement>
  /** Free bond by {@link potKey}. */
  pots: Map<string, bigint>
  fees: Map<Address, bigint>
}

export function potKey(vendor: Address, token: Address): string {
  return `${vendor} ${token}`
}

/** A rule that forbids a call, by the name of the error that says so. */
export class Refusal extends Error {}

export function refuse(error: string): never {
  throw new Refusal(error)
}

export function requireThat(holds: boolean, error: string): asserts holds {
  if (!holds) refuse(error)
}

/** The agreement of a deal, in one of these states. */
export function requireState(
  market: Market,
  deal: Deal,
  now: number,
  ...states: AgreementState[]
): Agreement {
  const a = market.agreements.get(deal.agreementId)
  requireThat(a !== undefined && states.includes(stateOf(a, now)), 'Marketplace_WrongState')
  return a
}

export function requireParty(isParty: boolean): void {
  requireThat(isParty, 'Marketplace_NotParty')
}

export function isOperator(market: Market, deal: Deal, by: Address): boolean {
  return by === deal.terms.vendor || by === market.operator
}

export function addToPot(market: Market, vendor: Address, token: Address, amount: bigint): void {
  const key = potKey(vendor, token)
  market.pots.set(key, (market.pots.get(key) ?? 0n) + amount)
}

export function takeFromPot(
  market: Market,
  vendor: Address,
  token: Address,
  amount: bigint,
  error: string,
): void {
  requireThat((market.pots.get(potKey(vendor, token)) ?? 0n) >= amount, error)
  addToPot(market, vendor, token, -amount)
}
