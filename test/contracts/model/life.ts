import type { Verdict } from '@opraas/contracts'
import type { Address } from 'viem'
import type { Deal } from './action.ts'
import { type Agreement, affordable, appendEpochs, servedSpan, setupDue } from './agreement.ts'
import { isOperator, type Market, requireParty, requireState, requireThat, takeFromPot } from './market.ts'
import { requireFundable } from './money.ts'
import { settle } from './settle.ts'

export function accept(market: Market, deal: Deal, by: Address, deposit: bigint, now: number): void {
  const { terms } = deal
  requireThat(!market.agreements.has(deal.agreementId), 'OfferBook_KeySetTaken')
  requireFundable(deposit, terms.setupFee, terms.pricePerEpoch)
  const min = terms.setupFee + BigInt(terms.minPrepaidEpochs) * terms.pricePerEpoch
  requireThat(deposit >= min, 'Escrow_DepositTooSmall')
  takeFromPot(market, terms.vendor, terms.token, terms.bond, 'Escrow_BondPotTooSmall')
  market.agreements.set(deal.agreementId, {
    terms,
    client: by,
    feePpm: market.feePpm,
    deposit,
    earned: 0n,
    bond: terms.bond,
    phase: 'Reserved',
    deadline: now + terms.reserveWindow,
    isReady: false,
    epochs: [],
    settled: 0,
    isSetupPaid: false,
    silent: 0,
    isClientsDoing: false,
  })
}

export function ready(market: Market, deal: Deal, by: Address, now: number): void {
  const a = requireState(market, deal, now, 'Reserved')
  requireParty(isOperator(market, deal, by))
  requireInTime(a, now)
  a.isReady = true
}

export function bind(market: Market, deal: Deal, by: Address, now: number): void {
  const a = requireState(market, deal, now, 'Reserved')
  requireParty(by === a.client)
  requireInTime(a, now)
  a.phase = 'Requested'
  a.deadline = now + a.terms.startWindow
}

export function start(market: Market, deal: Deal, by: Address, now: number): void {
  const a = requireState(market, deal, now, 'Requested')
  requireParty(isOperator(market, deal, by))
  requireInTime(a, now)
  a.phase = 'Running'
  appendEpochs(a, now)
}

export function publishEndpoints(market: Market, deal: Deal, by: Address, now: number): void {
  requireState(market, deal, now, 'Active', 'Suspended')
  requireParty(isOperator(market, deal, by))
}

export function resume(market: Market, deal: Deal, by: Address, now: number): void {
  const a = requireState(market, deal, now, 'Suspended')
  requireParty(isOperator(market, deal, by))
  requireThat(a.endsAt === undefined, 'Marketplace_AlreadyTerminated')
  requireThat(a.settled === a.epochs.length && affordable(a) > 0, 'Marketplace_NotResumable')
  appendEpochs(a, now)
}

export function storeVerdict(
  market: Market,
  { deal, by, epoch, verdict }: { deal: Deal; by: Address; epoch: number; verdict: Verdict },
  now: number,
): void {
  const a = market.agreements.get(deal.agreementId)
  const span = a && servedSpan(a, epoch)
  const stored = a?.epochs[epoch]
  if (!a || !span || !stored || by !== market.oracle || epoch < a.settled || stored.verdict) return
  if (now >= span.end && now < span.end + a.terms.verdictTimeout) stored.verdict = verdict
}

export function requireSettled(market: Market, deal: Deal, max: number, now: number): void {
  const a = market.agreements.get(deal.agreementId)
  requireThat(a !== undefined && settle(a, max, now) > 0, 'Marketplace_NothingToSettle')
}

export function settleMany(market: Market, deals: Deal[], max: number, now: number): void {
  for (const { agreementId } of deals) {
    const a = market.agreements.get(agreementId)
    if (a) settle(a, max, now)
  }
}

/** What of the setup fee is owed by a client that leaves now: all of it before half of epoch 0. */
export function setupOnExit(a: Agreement, now: number): bigint {
  const first = a.epochs[0]
  if (!first) throw new Error('a running agreement has paid for an epoch')
  return now < first.start + Math.floor(a.terms.epochLength / 2) ? setupDue(a) : 0n
}

function requireInTime(a: Agreement, now: number): void {
  requireThat(now <= a.deadline, 'Marketplace_TooLate')
}
