import assert from 'node:assert/strict'
import { reputationAbi } from '@opraas/contracts'
import type { Action, Deal } from '../model/action.ts'
import { perform } from '../model/perform.ts'
import { settle } from '../model/settle.ts'
import type { Random } from '../support/terms.ts'
import { encode } from './encode.ts'
import { cast } from './stage.ts'
import { compare, type Play } from './step.ts'

/** More than any agreement can have. */
const ALL = 500

/**
 * Settles everything at `now` in several ways, each on its own copy of the chain, which stays as it was: each epoch by
 * itself in any order, each agreement at once, all agreements at once, all in rounds of one. Model, ledger and
 * reputation are the same after each.
 */
export async function tryGroupings(play: Play, random: Random, now: number): Promise<void> {
  const { stage, deals } = play
  const counts = deals.map((deal) => ({ deal, epochs: countSettleable(play, deal, now) }))
  const total = counts.reduce((sum, { epochs }) => sum + epochs, 0)
  if (total < 2 || total > 60) return
  const ready = counts.filter(({ epochs }) => epochs > 0)
  const by = cast.stranger
  const single = ready.flatMap(({ deal, epochs }) =>
    Array.from({ length: epochs }, (): Action => ({ kind: 'settle', by, deal, max: 1 })),
  )
  const whole = ready.map(({ deal }): Action => ({ kind: 'settle', by, deal, max: ALL }))
  const many: Action = { kind: 'settleMany', by, deals: shuffle(random, deals), max: ALL }
  const rounds = Array.from(
    { length: Math.max(...ready.map(({ epochs }) => epochs)) },
    (): Action => ({ kind: 'settleMany', by, deals: shuffle(random, deals), max: 1 }),
  )
  const ways = [shuffle(random, single), shuffle(random, whole), [many], rounds]
  const records = []
  const { market } = perform(play.market, many, now)
  for (const way of ways) {
    const snapshot = await stage.chain.snapshot()
    const before = stage.now()
    const sent = await stage.mine(
      way.map((action) => encode(stage, action)),
      now,
    )
    assert.ok(
      sent.every(({ ok }) => ok),
      `settling in ${way.length} calls at ${now}`,
    )
    await compare({ ...play, market }, now, `settled in ${way.length} calls at ${now}`)
    records.push(await Promise.all(cast.vendors.map((vendor) => readRecord(play, vendor))))
    await stage.chain.revert({ id: snapshot })
    stage.setNow(before)
  }
  for (const record of records) assert.deepEqual(record, records[0], 'reputation, whatever the grouping')
  play.played.groupings += ways.length
}

function countSettleable(play: Play, deal: Deal, now: number): number {
  const a = structuredClone(play.market.agreements.get(deal.agreementId))
  return a ? settle(a, ALL, now) : 0
}

function readRecord({ stage }: Play, vendor: (typeof cast.vendors)[number]) {
  return stage.chain.readContract({
    address: stage.reputation,
    abi: reputationAbi,
    functionName: 'recordOf',
    args: [vendor],
  })
}

function shuffle<T>(random: Random, items: readonly T[]): T[] {
  const keyed = items.map((item) => ({ item, key: random.word() }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ item }) => item)
}
