import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashKeySet } from '@opraas/contracts'
import { chooseKeySet, keySetName } from './keySets.ts'
import { addressOf, hashOf, keySetOf, offerWith } from './testing/offers.ts'

const [first, second] = [keySetOf(10), keySetOf(20)]
const me = addressOf(99)

function takenBy(client: `0x${string}`) {
  const parts = { agreementId: hashOf(1), vendor: addressOf(1), offerId: hashOf(7), termsHash: hashOf(8) }
  const money = { deposit: 0n, bond: 0n, block: 2n, hash: hashOf(2) }
  return { keySet: first, accepted: { ...parts, ...money, client, keySetHash: hashKeySet(first) } }
}

test('a visit keeps the key set it named', () => {
  const offer = offerWith({ freeKeySets: [first, second] })
  const chosen = chooseKeySet(offer, { name: keySetName(second), account: me, seed: 0 })
  assert.deepEqual(chosen?.keySet, second)
})

test('a key set that somebody else took meanwhile is replaced', () => {
  const offer = offerWith({ freeKeySets: [second], takenKeySets: [takenBy(addressOf(5))] })
  const chosen = chooseKeySet(offer, { name: keySetName(first), account: me, seed: 0.99 })
  assert.deepEqual(chosen, { keySet: second, accepted: undefined })
})

test('a key set that this account took stays, with its agreement, even when none is free', () => {
  const offer = offerWith({ freeKeySets: [], takenKeySets: [takenBy(me)] })
  const chosen = chooseKeySet(offer, { name: keySetName(first), account: me, seed: 0 })
  assert.equal(chosen?.accepted?.agreementId, hashOf(1))
})

test('an agreement of an earlier visit is not taken for this one', () => {
  const offer = offerWith({ freeKeySets: [second], takenKeySets: [takenBy(me)] })
  assert.deepEqual(chooseKeySet(offer, { name: null, account: me, seed: 0 })?.keySet, second)
})

test('nothing is chosen where nothing is free', () => {
  assert.equal(chooseKeySet(offerWith({ freeKeySets: [] }), { name: null, account: me, seed: 0 }), undefined)
})
