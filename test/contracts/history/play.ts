import assert from 'node:assert/strict'
import type { Action } from '../model/action.ts'
import { stateOf } from '../model/agreement.ts'
import { type Market, potKey } from '../model/market.ts'
import type { Random } from '../support/terms.ts'
import { chooseAction, chooseDeal, chooseTime } from './choose.ts'
import { offerDeals } from './deal.ts'
import { tryGroupings } from './groupings.ts'
import { cast, type Stage } from './stage.ts'
import { type Play, type Played, playStep } from './step.ts'

/** How many agreements live side by side. */
const TOGETHER = 5
/** After so many steps, settling is tried in all its groupings. */
const GROUPING_EVERY = 8
/** By then all that time decides is decided: longer than 400 epochs and every window of a deal. */
const LONG_AFTER = 200_000

/** Random lives of agreements on model and chain, each to its end, where nothing is left of it. */
export async function playHistory(
  stage: Stage,
  {
    random,
    agreements,
    stepsEach,
    watch,
  }: {
    random: Random
    agreements: number
    stepsEach: number
    /** Looks at the chain after each step. */
    watch?: (play: Play) => Promise<void>
  },
): Promise<Played> {
  const played: Played = { agreements: 0, steps: 0, refused: 0, numbers: 0, groupings: 0, done: {} }
  const play: Play = { stage, market: emptyMarket(stage), deals: [], played }
  while (played.agreements < agreements) {
    const count = Math.min(TOGETHER, agreements - played.agreements)
    play.deals = await offerDeals(stage, random, count)
    await fillPots(play)
    for (let step = 0; step < count * stepsEach; step++) {
      const deal = chooseDeal(random, play)
      const now = chooseTime(random, play.market.agreements.get(deal.agreementId), stage.now())
      if (step % GROUPING_EVERY === 0) await tryGroupings(play, random, now)
      await playStep(play, chooseAction(random, { ...play, deal }, now), now)
      await watch?.(play)
    }
    await finish(play)
    await watch?.(play)
    played.agreements += count
  }
  return played
}

function emptyMarket({ tokens }: Stage): Market {
  const keys = cast.vendors.flatMap((vendor) => tokens.map((token) => potKey(vendor, token)))
  return {
    owner: cast.owner,
    operator: cast.operator,
    oracle: cast.oracle,
    feePpm: 0n,
    agreements: new Map(),
    pots: new Map(keys.map((key) => [key, 0n])),
    fees: new Map(tokens.map((token) => [token, 0n])),
  }
}

/** The bonds of most of the deals, so that a pot can be too small. */
async function fillPots(play: Play): Promise<void> {
  for (const { terms } of play.deals.slice(1)) {
    const { vendor: by, token, bond: amount } = terms
    await playStep(play, { kind: 'addBond', by, token, amount }, play.stage.now() + 1)
  }
}

/** Time and strangers bring every agreement to its end, and the claims of its parties leave nothing. */
async function finish(play: Play): Promise<void> {
  const { stage } = play
  const later = stage.now() + LONG_AFTER
  for (const deal of play.deals) {
    const a = play.market.agreements.get(deal.agreementId)
    if (!a) continue
    const state = stateOf(a, later)
    const at = () => Math.max(later, stage.now() + 1)
    const calls: Action[] = [
      { kind: 'claim', by: deal.client, deals: [deal] },
      { kind: 'claim', by: deal.terms.vendor, deals: [deal] },
    ]
    if (state !== 'Closed' && state !== 'Cancelled') calls.unshift({ kind: 'close', by: cast.stranger, deal })
    for (const call of calls) await playStep(play, call, at())
    const { deposit, earned, bond, phase } = play.market.agreements.get(deal.agreementId) ?? a
    assert.ok(phase === 'Closed' || phase === 'Cancelled', 'over')
    assert.deepEqual([deposit, earned, bond], [0n, 0n, 0n], 'nothing is left')
  }
  play.market.agreements.clear()
}
