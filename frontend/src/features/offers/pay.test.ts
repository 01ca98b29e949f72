import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exactPlaces } from '../../shared/format/index.ts'
import { agreedMetrics, exampleOf, parseEpochs, pricePer30Days, strictestMetric, sumsOf } from './pay.ts'
import { termsWith } from './testing/offers.ts'

const none = { target: 0, floor: 0, payoutAtFloor: 0 }

test('30 days are priced only where an epoch lasts an hour or more, and fits into them', () => {
  assert.equal(pricePer30Days(termsWith()), 720_000_000n)
  assert.equal(pricePer30Days(termsWith({ epochLength: 3_600 })), 17_280_000_000n)
  assert.equal(pricePer30Days(termsWith({ epochLength: 16 })), undefined)
  assert.equal(pricePer30Days(termsWith({ epochLength: 31 * 86_400 })), undefined)
})

test('the deposit is setup fee and epochs', () => {
  assert.deepEqual(sumsOf(termsWith(), 30), {
    service: 720_000_000n,
    setupFee: 120_000_000n,
    deposit: 840_000_000n,
    bond: 480_000_000n,
  })
})

test('the epochs of a URL are held between the minimum and 400', () => {
  const terms = termsWith({ minPrepaidEpochs: 7 })
  assert.equal(parseEpochs(null, terms), 20)
  assert.equal(parseEpochs('30', terms), 30)
  assert.equal(parseEpochs('3', terms), 7)
  assert.equal(parseEpochs('9999', terms), 400)
  assert.equal(parseEpochs('-1e9', terms), 20)
  assert.equal(parseEpochs(null, termsWith({ minPrepaidEpochs: 50 })), 50)
})

test('amounts get as many digits as they need to add up', () => {
  const token = { address: termsWith().token, symbol: 'tUSD', decimals: 6 }
  assert.equal(exactPlaces(token, 24_000_000n, 0n), 2)
  assert.equal(exactPlaces(token, 24_000_000n, 2_500n), 4)
  assert.equal(exactPlaces({ ...token, decimals: 0 }, 3n), 0)
  assert.equal(exactPlaces({ ...token, decimals: 18 }, 1n), 8)
})

test('only agreed metrics are shown, in words with their numbers', () => {
  const metrics = agreedMetrics(termsWith()).map(({ title, words }) => `${title}: ${words}`)
  assert.deepEqual(metrics, [
    'Answers: An RPC call answered within 500 ms',
    'Block pace: The newest block at most 12.5 s old',
  ])
})

test('the strictest metric has the highest target, then the highest floor', () => {
  const rpc = { target: 9_900, floor: 9_500, payoutAtFloor: 0 }
  const unsafeHead = { target: 9_990, floor: 9_000, payoutAtFloor: 0 }
  const safeHead = { target: 9_990, floor: 9_900, payoutAtFloor: 0 }
  assert.deepEqual(strictestMetric(termsWith({ sla: { rpc, unsafeHead, safeHead } })), safeHead)
})

test('the example pays by the formula, and its sum adds up', () => {
  const terms = termsWith()
  const example = exampleOf(terms, 30)
  // 2% down: 98% is 1/99 of the floor below it; half a price is the most that is slashed.
  assert.deepEqual(example, {
    epochs: 30,
    downBps: 200,
    downSeconds: 1_728,
    badPay: 0n,
    total: 29n * 24_000_000n,
    slashed: (24_000_000n * 5_000n * 101n) / 100_000_000n,
  })
})

test('the example of the demo needs half an epoch to touch the bond', () => {
  const metric = { target: 8_000, floor: 6_000, payoutAtFloor: 5_000 }
  const price = { pricePerEpoch: 20_000_000n, epochLength: 16 }
  const example = exampleOf(termsWith({ ...price, sla: { rpc: metric, unsafeHead: metric } }), 20)
  assert.equal(example.downSeconds, 8)
  assert.equal(example.badPay, 0n)
  assert.equal(example.total, 380_000_000n)
  assert.equal(example.slashed, 1_666_000n)
})

test('the bond pays no more than there is of it', () => {
  assert.equal(exampleOf(termsWith({ bond: 100n }), 7).slashed, 100n)
})

test('where nothing is slashed, the example shows the first outage that costs pay', () => {
  const rpc = { target: 9_000, floor: 0, payoutAtFloor: 0 }
  const example = exampleOf(termsWith({ sla: { rpc, unsafeHead: none, slash: 0 } }), 10)
  assert.equal(example.downBps, 2_000)
  assert.equal(example.badPay, (24_000_000n * 8_888n) / 10_000n)
})
