import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleAgreement, sampleEpoch, units } from '../../shared/market/testing/sampleAgreement.ts'
import { canTopUp, maxTopUp, planTopUp, splitBond, splitMoney, stakeLabel } from './model.ts'

/** After an outage: one epoch paid whole, one failed and slashed, the third runs. */
const running = sampleAgreement({
  settledEpochs: 2,
  epochs: [sampleEpoch(0), sampleEpoch(1, { outcome: 'failed', paid: 0n, slashed: units(8) })],
  money: {
    ...{ deposited: units(60), slashed: units(8), gross: units(20), deposit: units(48) },
    ...{ earned: units(20), bond: units(32) },
  },
})

test('the parts of the client’s money add up to what came in', () => {
  const { earned, atStake, yours, claimed } = splitMoney(running, 1_040)
  assert.deepEqual([earned, atStake, yours, claimed], [units(20), units(20), units(28), 0n])
  const { deposited, slashed, forfeited, gross, claimedByClient, deposit } = running.money
  assert.equal(deposited + slashed + forfeited, earned + atStake + yours + claimed)
  assert.equal(deposited + slashed + forfeited, gross + claimedByClient + deposit)
})

test('claimed money stays in the sum', () => {
  const closed = sampleAgreement({
    state: 'Closed',
    money: { deposited: units(60), gross: units(35), claimedByClient: units(20), deposit: units(5) },
  })
  const { earned, atStake, yours, claimed } = splitMoney(closed, 2_000)
  assert.equal(units(60), earned + atStake + yours + claimed)
  assert.deepEqual([atStake, yours, claimed], [0n, units(5), units(20)])
})

test('before the start the setup fee is at stake', () => {
  const reserved = sampleAgreement({
    state: 'Reserved',
    deadline: 1_600,
    anchors: [],
    terms: { setupFee: units(12) },
  })
  assert.deepEqual(
    [splitMoney(reserved, 1_000).atStake, splitMoney(reserved, 1_000).yours],
    [units(12), units(188)],
  )
  assert.equal(stakeLabel(reserved, 1_000), 'Setup fee at stake')
})

test('names how many epochs are at stake', () => {
  assert.equal(stakeLabel(running, 1_040), 'At stake in this epoch')
  assert.equal(stakeLabel(running, 1_070), 'At stake in 3 epochs not booked yet')
})

test('the parts of the bond add up to what was locked', () => {
  const closed = sampleAgreement({
    money: { bondLocked: units(40), bond: 0n, slashed: units(8), forfeited: units(2) },
  })
  const { bondLocked, locked, slashed, forfeited, returned } = splitBond(closed)
  assert.equal(bondLocked, locked + slashed + forfeited + returned)
  assert.equal(returned, units(30))
})

test('a top-up moves the end of the money by whole epochs', () => {
  const agreement = sampleAgreement()
  assert.deepEqual(planTopUp(agreement, 3), { amount: units(60), fundedUntil: 1_208 })
  assert.deepEqual(planTopUp({ ...agreement, state: 'Suspended' }, 3), {
    amount: units(60),
    fundedUntil: undefined,
  })
  const withFee = sampleAgreement({ terms: { setupFee: units(20) }, fundedEpochs: 9 })
  assert.equal(planTopUp(withFee, 1).fundedUntil, 1_160)
})

test('at most 400 epochs are paid ahead', () => {
  assert.equal(maxTopUp(sampleAgreement()), 390)
  assert.equal(maxTopUp(sampleAgreement({ money: { deposit: units(20 * 401) } })), 0)
})

test('money is taken while it would pay for service', () => {
  assert.equal(canTopUp(sampleAgreement()), true)
  assert.equal(canTopUp(sampleAgreement({ endsAt: 1_100 })), false)
  assert.equal(canTopUp(sampleAgreement({ state: 'Ended', endsAt: 1_100 })), false)
})
