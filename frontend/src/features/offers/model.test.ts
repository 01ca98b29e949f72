import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zeroHash } from 'viem'
import {
  countSentence,
  nameOf,
  reasonAgainst,
  recordWords,
  sortOffers,
  standingOf,
  standingWords,
} from './model.ts'
import { addressOf, hashOf, offerWith, recordWith } from './testing/offers.ts'

const me = addressOf(99)
const oracles = [{ adapter: addressOf(3), name: 'Chainlink job' }]
const forOther = { terms: hashOf(8), client: addressOf(5), agreement: zeroHash, deadline: 0n, salt: zeroHash }
const soldOut = offerWith({ offerId: hashOf(1), freeKeySets: [], capacity: 0 })

test('an offer is called by its verified text, else by its id', () => {
  assert.equal(nameOf(offerWith()), 'Offer 0x0000…0007')
  assert.equal(nameOf(offerWith({ text: { name: 'Standard', facts: '' } })), 'Standard')
  assert.equal(
    nameOf(offerWith({ text: { name: '', facts: 'all marks were removed' } })),
    'Offer 0x0000…0007',
  )
})

test('what stands against accepting is told', () => {
  assert.equal(standingOf(offerWith(), undefined), 'free')
  assert.equal(standingOf(offerWith({ open: false }), me), 'closed')
  assert.equal(standingOf(offerWith({ offer: forOther }), me), 'other client')
  assert.equal(standingOf(offerWith({ offer: forOther }), addressOf(5)), 'free')
  assert.equal(standingOf(soldOut, me), 'no keys')
  assert.equal(standingOf(offerWith({ capacity: 0 }), me), 'no bond')
})

test('a list says it in few words', () => {
  const words = (offer: ReturnType<typeof offerWith>): string => standingWords(offer, standingOf(offer, me))
  assert.equal(words(offerWith()), '3 free')
  assert.equal(words(soldOut), 'Sold out')
  assert.equal(words(offerWith({ open: false })), 'Closed')
  assert.equal(words(offerWith({ offer: forOther })), 'For 0x0000…0005 only')
})

test('a page says why nobody should accept', () => {
  assert.equal(reasonAgainst(offerWith(), oracles), undefined)
  assert.equal(reasonAgainst(soldOut, oracles), 'Sold out: all 3 key sets of this vendor are taken.')
  assert.equal(
    reasonAgainst(offerWith({ capacity: 0, pot: 20_000_000n }), oracles),
    'Sold out: the vendor has 20.00 tUSD of bond free, this offer locks 480.00 tUSD.',
  )
  const closed = offerWith({ open: false, offer: { ...forOther, deadline: 1_796_256_000n } })
  assert.equal(reasonAgainst(closed, oracles), 'This offer closed on 3 Dec 2026.')
  assert.match(reasonAgainst(offerWith(), []) ?? '', /does not know who runs the oracle 0x0000…0003/)
})

test('an offer for one client is no reason before the wallet is known', () => {
  assert.equal(reasonAgainst(offerWith({ offer: forOther }), oracles), undefined)
})

test('what can be accepted comes first, then who has met more epochs', () => {
  const closed = offerWith({ offerId: hashOf(2), open: false, record: recordWith({ met: 900 }) })
  const known = offerWith({ offerId: hashOf(3), record: recordWith({ met: 5 }), block: 9n })
  const fresh = offerWith({ offerId: hashOf(4) })
  const order = sortOffers([closed, soldOut, fresh, known], me).map(({ offerId }) => offerId)
  assert.deepEqual(order, [hashOf(3), hashOf(4), hashOf(1), hashOf(2)])
})

test('offers are counted in a sentence', () => {
  assert.equal(countSentence(2, 3), 'Two of three offers can start a rollup now.')
  assert.equal(countSentence(1, 1), 'One offer can start a rollup now.')
  assert.equal(countSentence(0, 3), 'No offer can start a rollup now.')
  assert.equal(countSentence(4, 4), 'All four offers can start a rollup now.')
  assert.equal(countSentence(11, 12), '11 of 12 offers can start a rollup now.')
})

test('a record is counted in words, and silence is not judged', () => {
  assert.equal(recordWords(recordWith({})), undefined)
  const seen = recordWith({ met: 211, degraded: 2, failed: 1, silent: 4, clients: 7 })
  assert.equal(recordWords(seen), 'met 211 of 214 judged, 7 clients')
  assert.equal(recordWords(recordWith({ silent: 2, clients: 1 })), '2 silent, none judged, 1 client')
})
