import assert from 'node:assert/strict'
import { test } from 'node:test'
import { client, sampleAgreement, sampleEpoch, token, units } from '../testing/sampleAgreement.ts'
import { earningsOf } from './earnings.ts'

test('earned and missed are the price, whatever was booked', () => {
  const epochs = [
    sampleEpoch(0, 10_000),
    sampleEpoch(1, 3_333, { slashed: units(1.5) }),
    sampleEpoch(2, 5_000, { end: 1_036 }),
  ]
  const { earned, missed, slashed, shareBps } = earningsOf([sampleAgreement(1, { epochs })], token, 30)
  assert.equal(earned, units(20 + 6.666 + 2.5))
  assert.equal(earned + missed, units(20 + 20 + 5))
  assert.equal(slashed, units(1.5))
  assert.equal(shareBps, 6_481)
})

test('a setup fee is no part of an epoch', () => {
  const agreement = sampleAgreement(1, { epochs: [sampleEpoch(0, 10_000, { paid: units(120) })] })
  assert.equal(earningsOf([agreement], token, 30).earned, units(20))
})

test('keeps the newest epochs of all agreements in the order of their ends, of one token', () => {
  const other = { ...token, address: client } as const
  const agreements = [
    sampleAgreement(1, { epochs: [0, 1, 2].map((epoch) => sampleEpoch(epoch, 10_000)) }),
    sampleAgreement(2, { epochs: [sampleEpoch(0, 10_000, { end: 1_040 })] }),
    sampleAgreement(3, { token: other, epochs: [sampleEpoch(9, 10_000)] }),
  ]
  const { epochs } = earningsOf(agreements, token, 3)
  assert.deepEqual(
    epochs.map(({ epoch }) => epoch.end),
    [1_032, 1_040, 1_048],
  )
})

test('nothing booked is no share, not a share of nothing', () => {
  assert.equal(earningsOf([sampleAgreement(1)], token, 30).shareBps, undefined)
})
