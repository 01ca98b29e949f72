import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zeroAddress, zeroHash } from 'viem'
import type { PublishedOffer } from '../../../shared/market/book.ts'
import type { Standing } from '../standing.ts'
import { sampleAgreement, token, units } from '../testing/sampleAgreement.ts'
import { roomOf } from './room.ts'

function offer(bond: number, over: { cancelled?: boolean; deadline?: bigint } = {}): PublishedOffer {
  const { terms, vendor } = sampleAgreement(0)
  const { cancelled = false, deadline = 0n } = over
  return {
    ...{ offerId: zeroHash, termsHash: zeroHash, vendor, uri: '', text: undefined, cancelled, block: 1n },
    terms: { ...terms, bond: units(bond) },
    offer: { terms: zeroHash, client: zeroAddress, agreement: zeroHash, deadline, salt: zeroHash },
  }
}

/** Four key sets, the first of which agreement 1 took. */
function standing(offers: PublishedOffer[], pot: number): Standing {
  const keySets = [1, 2, 3, 4].map((number) => sampleAgreement(number).agreementId)
  return { offers, keySets, pots: [{ token, free: units(pot) }] }
}

const agreements = [sampleAgreement(1, { money: { bond: units(37) } })]

test('room is what key sets and bond both reach for', () => {
  const room = roomOf(standing([offer(40)], 100), agreements, 0)
  assert.deepEqual(room, {
    keySets: 4,
    freeKeySets: 3,
    agreements: 2,
    bonds: [{ token, free: units(100), locked: units(37), each: units(40), covers: 2 }],
  })
  assert.equal(roomOf(standing([offer(40)], 1_000), agreements, 0).agreements, 3)
  assert.equal(roomOf(standing([offer(0)], 0), agreements, 0).agreements, 3)
})

test('the largest bond of the open offers counts', () => {
  const offers = [offer(40), offer(60), offer(90, { cancelled: true }), offer(95, { deadline: 999n })]
  assert.equal(roomOf(standing(offers, 100), agreements, 1_000).bonds[0]?.each, units(60))
})

test('there is no room without an open offer', () => {
  const room = roomOf(standing([offer(40, { cancelled: true })], 100), agreements, 0)
  assert.deepEqual([room.agreements, room.bonds[0]?.each], [0, undefined])
})
