import assert from 'node:assert/strict'
import { marketplaceAbi, offerBookAbi } from '@opraas/contracts'
import { toFunctionSelector } from 'viem'
import type { Action, ActionKind, Deal } from '../model/action.ts'
import type { Market } from '../model/market.ts'
import { numbersOf } from '../model/numbers.ts'
import { perform } from '../model/perform.ts'
import { encode } from './encode.ts'
import { errorOf, readNumbers } from './read.ts'
import { cast, type Stage } from './stage.ts'

/** What a history went through. */
export type Played = {
  agreements: number
  steps: number
  refused: number
  numbers: number
  groupings: number
  /** Calls that were not refused, by kind. */
  done: Partial<Record<ActionKind, number>>
}

/** A history under way: the chain, the model of its money, and the agreements that live now. */
export type Play = { stage: Stage; market: Market; deals: Deal[]; played: Played }

const errorNames = new Map(
  [...marketplaceAbi, ...offerBookAbi]
    .filter((item) => item.type === 'error')
    .map(({ name, inputs }) => [
      toFunctionSelector({ type: 'function', name, inputs, outputs: [], stateMutability: 'view' }),
      name,
    ]),
)

/** One call at `now`: refused by model and chain for the same reason, or by neither; then all numbers agree. */
export async function playStep(play: Play, action: Action, now: number): Promise<void> {
  const { stage, played } = play
  const what = `step ${played.steps}, ${action.kind} at ${now}`
  const { market, error } = perform(play.market, action, now)
  const [sent] = await stage.mine([encode(stage, action)], now)
  if (!sent) throw new Error('one call, one receipt')
  const found = sent.ok ? undefined : await errorOf(stage, { hash: sent.hash, names: errorNames })
  assert.equal(found, error, `${what}: refused`)
  play.market = market
  played.steps++
  if (error) played.refused++
  else played.done[action.kind] = (played.done[action.kind] ?? 0) + 1
  await compare(play, now, what)
}

/** All numbers of model and chain at `now`, to the unit. */
export async function compare(play: Play, now: number, what: string): Promise<void> {
  const ids = play.deals.map(({ agreementId }) => agreementId)
  const expected = numbersOf(play.market, ids, now)
  const found = await readNumbers(play.stage, { deals: play.deals, vendors: cast.vendors })
  const names = new Set([...Object.keys(expected), ...Object.keys(found)])
  const differing = [...names].filter((name) => found[name] !== expected[name])
  const [wrong, right] = [found, expected].map((numbers) => differing.map((name) => [name, numbers[name]]))
  assert.deepEqual(wrong, right, what)
  play.played.numbers += names.size
}
