import type { Action, ActionKind } from './action.ts'
import { close, forfeit, terminate } from './ending.ts'
import {
  accept,
  bind,
  publishEndpoints,
  ready,
  requireSettled,
  resume,
  settleMany,
  start,
  storeVerdict,
} from './life.ts'
import {
  addToPot,
  isOperator,
  type Market,
  Refusal,
  requireParty,
  requireState,
  takeFromPot,
} from './market.ts'
import { claim, lockBond, topUp, withdraw, withdrawFees } from './money.ts'

type Rule<Kind extends ActionKind> = (
  market: Market,
  action: Extract<Action, { kind: Kind }>,
  now: number,
) => void

const rules: { [Kind in ActionKind]: Rule<Kind> } = {
  accept: (market, { deal, by, deposit }, now) => accept(market, deal, by, deposit, now),
  ready: (market, { deal, by }, now) => ready(market, deal, by, now),
  bind: (market, { deal, by }, now) => bind(market, deal, by, now),
  start: (market, { deal, by }, now) => start(market, deal, by, now),
  publishEndpoints: (market, { deal, by }, now) => publishEndpoints(market, deal, by, now),
  resume: (market, { deal, by }, now) => resume(market, deal, by, now),
  verdict: (market, action, now) => storeVerdict(market, action, now),
  settle: (market, { deal, max }, now) => requireSettled(market, deal, max, now),
  settleMany: (market, { deals, max }, now) => settleMany(market, deals, max, now),
  topUp: (market, { deal, amount }, now) => topUp(market, deal, amount, now),
  withdraw: (market, { deal, by, amount }, now) => withdraw(market, deal, by, amount, now),
  lockBond: (market, { deal, by, amount }, now) => lockBond(market, deal, by, amount, now),
  claim: (market, { deals, by }, now) => claim(market, deals, by, now),
  addBond: (market, { by, token, amount }) => addToPot(market, by, token, amount),
  withdrawBond: (market, { by, token, amount }) =>
    takeFromPot(market, by, token, amount, 'Escrow_PotOverdrawn'),
  withdrawFees: (market, { by, token }) => withdrawFees(market, token, by),
  setFee: (market, { feePpm }) => {
    market.feePpm = BigInt(feePpm)
  },
  terminate: (market, { deal, by }, now) => terminate(market, deal, by, now),
  forfeit: (market, { deal, by }, now) => forfeit(market, deal, by, now),
  close: (market, { deal }, now) => close(market, deal, now),
  bundle: (market, { deal, by }, now) => {
    requireState(market, deal, now, 'Ended', 'Closed')
    requireParty(isOperator(market, deal, by))
  },
}

/** The market after a call at `now`; or, when a rule forbids it, the market as it was and the error's name. */
export function perform(market: Market, action: Action, now: number): { market: Market; error?: string } {
  const after = structuredClone(market)
  const rule = rules[action.kind] as Rule<ActionKind> // the rule of this very kind
  try {
    rule(after, action, now)
    return { market: after }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { market, error: error.message }
  }
}
