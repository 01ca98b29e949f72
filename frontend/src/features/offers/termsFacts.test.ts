import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lensWords, termsFacts } from './termsFacts.ts'
import { addressOf, offerWith, termsWith } from './testing/offers.ts'

function valueAt(label: string, terms = termsWith()): string | undefined {
  return termsFacts(offerWith({ terms })).find((fact) => fact.label === label)?.value
}

test('times and costs are said with their numbers', () => {
  assert.equal(valueAt('Epoch'), '1 day, sampled every 30 s')
  assert.equal(valueAt('Notice by vendor'), '14 days')
  assert.equal(valueAt('Late start'), 'All back, plus 120.00 tUSD of the bond')
  assert.equal(valueAt('Silent oracle'), 'Pays 50%, no slash')
  assert.equal(valueAt('Slash, at most'), '12.00 tUSD per epoch')
  assert.equal(valueAt('Gas limit, at most'), 'Any')
})

test('a vendor late at its start loses no more than its bond', () => {
  assert.equal(valueAt('Late start', termsWith({ bond: 5_000_000n })), 'All back, plus 5.00 tUSD of the bond')
  assert.equal(valueAt('Late start', termsWith({ setupFee: 0n })), 'All back')
})

test('a cap of L1 fees is said in ether', () => {
  assert.equal(valueAt('L1 data fees'), 'Vendor')
  const terms = termsWith({ clientPaysL1: true, l1CapPerEpoch: 20_000_000_000_000_000n })
  assert.equal(valueAt('L1 data fees', terms), 'You, up to 0.02 ETH per epoch')
})

test('a lens sees only the L1 that the market is on', () => {
  assert.match(lensWords(termsWith(), 900), /^No lens/)
  assert.match(lensWords(termsWith({ lens: addressOf(4) }), 900), /^A lens checks/)
  assert.match(lensWords(termsWith({ lens: addressOf(4) }), 1), /^The lens cannot see/)
})
