import type { AgreementState, Verdict } from '@opraas/contracts'
import type { Action, ActionKind, Deal } from '../model/action.ts'
import { type Agreement, paidUntil, stateOf } from '../model/agreement.ts'
import { type Market, potKey } from '../model/market.ts'
import type { Random } from '../support/terms.ts'
import { pick } from './deal.ts'
import { cast } from './stage.ts'

/** What is worth trying in each state, and how often. */
const likely: Record<AgreementState, Partial<Record<ActionKind, number>>> = {
  None: { accept: 1 },
  Reserved: { bind: 8, ready: 5, topUp: 1, terminate: 1, close: 0.5 },
  Requested: { start: 12, topUp: 1, terminate: 1, close: 0.5 },
  Active: {
    ...{ verdict: 12, settle: 5, settleMany: 2, topUp: 4, withdraw: 4, lockBond: 2, claim: 2 },
    ...{ terminate: 3, forfeit: 1, publishEndpoints: 0.5 },
  },
  Suspended: { verdict: 3, settle: 6, topUp: 5, resume: 6, lockBond: 1, terminate: 1, close: 1 },
  Ended: { verdict: 12, settle: 3, claim: 3, close: 2, bundle: 1 },
  Closed: { claim: 4, bundle: 2, addBond: 2, withdrawBond: 2, withdrawFees: 1, setFee: 1 },
  Cancelled: { claim: 4, addBond: 2, withdrawBond: 2, withdrawFees: 1, setFee: 1 },
}
const everyKind = Object.assign({}, ...Object.values(likely)) as (typeof likely)[AgreementState]

/** No call waits longer: all agreements live by the same clock. */
const FAR = 2_000

/** The agreement that the next call is about: seldom one that is over. */
export function chooseDeal(
  random: Random,
  { market, deals }: { market: Market; deals: readonly Deal[] },
): Deal {
  const open = deals.filter(({ agreementId }) => {
    const phase = market.agreements.get(agreementId)?.phase
    return phase !== 'Closed' && phase !== 'Cancelled'
  })
  return pick(random, open.length === 0 || random.integer(0, 9) === 0 ? deals : open)
}

/** When the next call happens: soon, or around a moment at which something changes for this agreement. */
export function chooseTime(random: Random, a: Agreement | undefined, now: number): number {
  const soon = now + random.integer(1, 5)
  if (!a || random.integer(0, 2) === 0) return soon
  const later = momentsOf(random, a)
    .map((moment) => moment + random.integer(-1, 1))
    .filter((moment) => moment > now && moment < now + FAR)
  return later.length === 0 ? soon : pick(random, later)
}

function momentsOf(random: Random, a: Agreement): number[] {
  if (a.epochs.length === 0) return random.integer(0, 9) === 0 ? [a.deadline] : []
  const { verdictTimeout, grace, epochLength } = a.terms
  const moments = a.endsAt === undefined ? [] : [a.endsAt]
  if (stateOf(a, paidUntil(a)) === 'Suspended') moments.push(paidUntil(a), paidUntil(a) + grace)
  const next = a.epochs[a.settled]
  if (!next) return moments
  // Verdicts about an epoch that was cut off are due from now on.
  if (a.phase === 'Ended') return random.integer(0, 3) === 0 ? [next.end + verdictTimeout] : []
  const half = next.start + Math.floor(epochLength / 2)
  return [...moments, half, next.end, next.end, next.end, next.end, next.end + verdictTimeout]
}

/** A call by somebody, mostly one that this agreement's state makes likely. */
export function chooseAction(
  random: Random,
  { market, deals, deal }: { market: Market; deals: readonly Deal[]; deal: Deal },
  now: number,
): Action {
  const a = market.agreements.get(deal.agreementId)
  const isLikely = random.integer(0, 11) > 0
  const weights = isLikely ? likely[a ? stateOf(a, now) : 'None'] : everyKind
  return actionOf(random, { market, deals, deal, kind: weighted(random, weights) })
}

function weighted(random: Random, weights: Partial<Record<ActionKind, number>>): ActionKind {
  const tickets = Object.entries(weights).flatMap(([kind, weight]) => Array<string>(weight * 2).fill(kind))
  return pick(random, tickets) as ActionKind // the keys of the weights
}

function actionOf(
  random: Random,
  { market, deals, deal, kind }: { market: Market; deals: readonly Deal[]; deal: Deal; kind: ActionKind },
): Action {
  const a = market.agreements.get(deal.agreementId)
  const { vendor, token, pricePerEpoch } = deal.terms
  const anyone = [deal.client, vendor, cast.operator, cast.oracle, cast.owner, cast.stranger] as const
  const by = (...usual: (typeof anyone)[number][]) =>
    pick(random, random.integer(0, 9) === 0 ? anyone : usual)
  const some = (max: bigint) => random.between(0n, max)
  switch (kind) {
    case 'accept': {
      const epochs = pricePerEpoch * BigInt(deal.terms.minPrepaidEpochs + random.integer(-1, 8))
      return { kind, by: deal.client, deal, deposit: deal.terms.setupFee + epochs + some(pricePerEpoch) }
    }
    case 'topUp':
      return { kind, by: by(deal.client, cast.stranger), deal, amount: some(6n * pricePerEpoch) }
    case 'withdraw':
      return { kind, by: by(deal.client), deal, amount: some(3n * pricePerEpoch) }
    case 'lockBond': {
      const pot = market.pots.get(potKey(vendor, token)) ?? 0n
      const most = [pot + 1n, 2n * pricePerEpoch, 2n ** 96n - 1n].reduce((x, y) => (x < y ? x : y))
      return { kind, by: by(vendor), deal, amount: some(most) }
    }
    case 'verdict':
      return {
        kind,
        by: by(cast.oracle),
        deal,
        epoch: epochFor(random, a),
        verdict: randomVerdict(random, deal),
      }
    case 'settle':
      return { kind, by: by(cast.stranger), deal, max: random.integer(1, 4) }
    case 'settleMany':
      return { kind, by: cast.stranger, deals: [...deals], max: random.integer(1, 4) }
    case 'claim':
      return { kind, by: by(deal.client, vendor), deals: [deal, pick(random, deals)] }
    case 'addBond':
    case 'withdrawBond':
      return { kind, by: vendor, token, amount: some(2n * deal.terms.bond + 1n) }
    case 'withdrawFees':
      return { kind, by: by(cast.owner), token }
    case 'setFee':
      return { kind, by: cast.owner, feePpm: random.integer(0, 50_000) }
    case 'bind':
      return { kind, by: by(deal.client), deal }
    case 'terminate':
      return { kind, by: by(deal.client, vendor, cast.operator), deal }
    case 'forfeit':
      return { kind, by: by(vendor), deal }
    case 'close':
      return { kind, by: by(cast.stranger), deal }
    case 'ready':
    case 'start':
    case 'publishEndpoints':
    case 'resume':
    case 'bundle':
      return { kind, by: by(vendor, cast.operator), deal }
    default:
      return kind satisfies never
  }
}

/** Mostly the next epoch, else one around it. */
function epochFor(random: Random, a: Agreement | undefined): number {
  const settled = a?.settled ?? 0
  return random.integer(0, 3) === 0 ? Math.max(0, settled + random.integer(-1, 3)) : settled
}

/** Metrics at, around and between the points where the ramps bend. */
function randomVerdict(random: Random, { terms }: Deal): Verdict {
  const metric = ({ target, floor }: { target: number; floor: number }) =>
    pick(random, [
      10_000,
      10_000,
      ...[target, target - 1, floor, floor - 1].map((value) => Math.max(0, value)),
      random.integer(0, 10_000),
      random.integer(0, 65_535),
    ])
  const { rpc, unsafeHead, safeHead, proposals, minCoverage } = terms.sla
  const isPerfect = random.integer(0, 3) === 0
  return {
    rpc: isPerfect ? 10_000 : metric(rpc),
    unsafeHead: isPerfect ? 10_000 : metric(unsafeHead),
    safeHead: isPerfect ? 10_000 : metric(safeHead),
    proposals: isPerfect ? 10_000 : metric(proposals),
    coverage: pick(random, [10_000, 10_000, 10_000, minCoverage, Math.max(0, minCoverage - 1)]),
    reason: pick(random, [0, 0, 0, 0, 0, 0, 1, 7]),
    l1Spend: random.between(0n, 2n ** 96n - 1n),
  }
}
