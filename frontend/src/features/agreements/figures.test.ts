import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleAgreement, sampleEpoch, units, verdict } from '../../shared/market/testing/sampleAgreement.ts'
import { epochsCsv } from './epochsCsv.ts'
import { countEpochs, keptBySla, untilFigure } from './figures.ts'
import { byNeed } from './order.ts'
import { stripOf } from './strip.ts'
import { whyOf } from './why.ts'

const failed = sampleEpoch(1, {
  ...{ outcome: 'failed', uptimeBps: 4_950, payoutBps: 0, paid: 0n, slashed: units(1.75) },
  verdict: verdict({ rpc: 4_950, unsafeHead: 4_900 }).verdict,
})
const silent = sampleEpoch(2, {
  ...{ outcome: 'silent', uptimeBps: 0, payoutBps: 5_000, paid: units(10) },
  ...{ verdict: undefined, evidence: undefined },
})
const served = sampleAgreement({
  settledEpochs: 3,
  epochs: [sampleEpoch(0), failed, silent],
  money: { gross: units(30), slashed: units(1.75) },
})

test('counts epochs by outcome', () => {
  assert.deepEqual(countEpochs(served), { atTarget: 1, all: 3, others: '1 failed, 1 silent' })
})

test('what the SLA kept is what was not paid and what was slashed', () => {
  assert.deepEqual(keptBySla(served), { unpaid: units(30), slashed: units(1.75) })
})

test('a partial epoch is measured against its part of the price', () => {
  const last = sampleEpoch(0, { end: 1_012, payoutBps: 9_000, paid: units(13.5) })
  assert.equal(
    keptBySla(sampleAgreement({ epochs: [last], money: { gross: units(13.5) } })).unpaid,
    units(1.5),
  )
})

test('the setup fee counts with the first epoch, unless it was paid apart', () => {
  const half = sampleEpoch(0, { payoutBps: 5_000, paid: units(16) })
  const terms = { setupFee: units(12) }
  assert.equal(
    keptBySla(sampleAgreement({ terms, epochs: [half], money: { gross: units(16) } })).unpaid,
    units(16),
  )
  const early = sampleEpoch(0, { end: 1_004, paid: units(5) })
  assert.equal(keptBySla(sampleAgreement({ terms, epochs: [early], money: { gross: units(17) } })).unpaid, 0n)
})

test('says until when, by state', () => {
  assert.deepEqual(untilFigure(sampleAgreement(), 1_010), {
    label: 'Funded until',
    value: '00:19:20 UTC',
    note: '2 min 30 s at full price. 20.00 tUSD per epoch of 16 s.',
  })
  const daily = sampleAgreement({ terms: { epochLength: 86_400, pricePerEpoch: units(24) } })
  assert.equal(untilFigure(daily, 1_000).note, '10 days at full price. 30 days more cost 720.00 tUSD.')
  const label = (state: 'Reserved' | 'Requested' | 'Suspended' | 'Ended' | 'Cancelled') =>
    untilFigure(sampleAgreement({ state }), 1_010).label
  assert.deepEqual((['Reserved', 'Requested', 'Suspended', 'Ended', 'Cancelled'] as const).map(label), [
    'Chain bound before',
    'Vendor starts before',
    'Money ended',
    'Ended',
    'Ended',
  ])
})

test('the strip shows judged, awaited, running and funded epochs', () => {
  const { cells, now, fundedAhead, endLabel, describe } = stripOf(served, 1_072)
  assert.deepEqual(cells, [
    { epoch: 0, status: 'met', fill: 1 },
    { epoch: 1, status: 'failed', fill: 0 },
    { epoch: 2, status: 'silent', fill: 0.5 },
    { epoch: 3, status: 'awaited', fill: 0 },
  ])
  assert.deepEqual([now?.fill, fundedAhead, endLabel], [0.5, 5, 'Money ends 00:19:20 UTC'])
  assert.deepEqual(cells.map(describe), [
    'Epoch 0, 00:16:40 UTC, met, 100.00%, paid 20.00 tUSD of 20.00 tUSD',
    'Epoch 1, 00:16:56 UTC, failed, 49.50%, paid 0.00 tUSD of 20.00 tUSD',
    'Epoch 2, 00:17:12 UTC, silent, paid 10.00 tUSD of 20.00 tUSD',
    'Epoch 3, 00:17:28 UTC, its verdict is awaited',
  ])
})

test('says why an epoch was paid as it was', () => {
  const { sla } = served.terms
  assert.deepEqual(
    served.epochs.map((epoch) => whyOf(epoch, sla)),
    ['At target', 'Head late; agreed 80%', 'The oracle did not answer in time'],
  )
  const sparse = sampleEpoch(3, { outcome: 'silent', verdict: verdict({ coverage: 4_000 }).verdict })
  assert.equal(whyOf(sparse, sla), 'Too few samples: 40.00% of the epoch, agreed 50%')
  assert.equal(whyOf(sampleEpoch(4, { uptimeBps: 9_000 }), sla), 'Within target')
})

test('the CSV has a line per epoch, and no cell is a formula', () => {
  const [head, first, second] = epochsCsv({ ...served, token: { ...served.token, symbol: '=tUSD' } }).split(
    '\r\n',
  )
  assert.match(head ?? '', /^"epoch","start",.*"paid_=tUSD"/)
  assert.match(
    first ?? '',
    /^"0","1970-01-01T00:16:40.000Z","1970-01-01T00:16:56.000Z","met","10000","10000"/,
  )
  assert.match(second ?? '', /"failed","4950","0","Head late; agreed 80%","0","1.75"/)
})

test('those that need the reader come first, what is over last', () => {
  const over = sampleAgreement({ state: 'Closed' })
  const calm = sampleAgreement()
  const newer = sampleAgreement({ accepted: { ...calm.accepted, block: 9n } })
  const mine = sampleAgreement({ state: 'Closed', money: { freeClient: 1n } })
  assert.deepEqual(byNeed([over, calm, newer, mine], 1_010, calm.client), [mine, newer, calm, over])
})
