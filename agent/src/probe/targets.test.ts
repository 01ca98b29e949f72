import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Hex } from 'viem'
import type { Agreement, AgreementReader } from '../chain/agreements.ts'
import type { Watcher } from '../chain/watcher.ts'
import { createMarketClock } from './marketClock.ts'
import { createTargets } from './targets.ts'
import { memoryLog, sampleAgreement, sampleTerms } from './testing/sample.ts'

const now = (): number => 1_000_000
const { agreementId } = sampleAgreement
const other: Hex = `0x${'77'.repeat(20)}`

/** Targets of a market with one agreement; `reads` counts how often it was looked at. */
function start() {
  const world = { agreement: sampleAgreement as Agreement, reads: 0 }
  const watcher: Watcher = {
    resync: () => undefined,
    look: async () => ({
      head: { number: 5n, hash: `0x${'ee'.repeat(32)}` },
      timestampSeconds: 1_000,
      agreementIds: [agreementId],
    }),
  }
  const reader: AgreementReader = {
    read: async () => {
      world.reads++
      return world.agreement
    },
    readEpoch: () => assert.fail('not asked for'),
    readEndpoints: async () => ({ rpc: 'http://127.0.0.1:8545', simulated: true }),
    readChainConfig: () => assert.fail('not asked for'),
  }
  const targets = createTargets({
    watcher,
    reader,
    adapter: sampleTerms.oracle,
    localMarket: true,
    clock: createMarketClock({ staleMs: 15_000, now }),
    log: memoryLog(),
    now,
  })
  return { world, targets }
}

test('says nothing before the first look', () => {
  assert.equal(start().targets.reasonAgainst(agreementId), undefined)
})

test('an agreement is measured from its start to its end, and says why not before and after', async () => {
  const { world, targets } = start()
  const measured = async (agreement: Partial<Agreement>): Promise<boolean> => {
    world.agreement = { ...sampleAgreement, ...agreement }
    await targets.poll()
    return targets.all().has(agreementId)
  }
  assert.equal(await measured({ state: 'None' }), false)
  assert.equal(targets.reasonAgainst(agreementId), 'the market knows no such agreement')
  assert.equal(await measured({ state: 'Requested', endpointsBlock: 0n }), false)
  assert.equal(targets.reasonAgainst(agreementId), 'it has not started')
  assert.equal(await measured({}), true)
  assert.equal(await measured({ state: 'Ended' }), true)
  assert.equal(await measured({ state: 'Closed' }), false)
  assert.equal(targets.reasonAgainst(agreementId), 'it is closed')
  assert.equal(targets.reasonAgainst(`0x${'bb'.repeat(32)}`), 'the market knows no such agreement')
})

test('does not look again at what is over or another oracle’s', async () => {
  const { world, targets } = start()
  world.agreement = { ...sampleAgreement, terms: { ...sampleTerms, oracle: other } }
  await targets.poll()
  await targets.poll()
  assert.equal(world.reads, 1)
  assert.equal(targets.reasonAgainst(agreementId), `its oracle is ${other}, not ${sampleTerms.oracle}`)
})
