import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planCampaigns, totalCampaigns } from './campaigns.ts'

const source = 'function invariant_A() external view {}\nfunction test_B() external {}'

test('plans at least the calls that are wanted', () => {
  assert.deepEqual(planCampaigns(1_000_000, [source]), { campaigns: 1, runs: 5000, depth: 200 })
  assert.deepEqual(planCampaigns(1001, [source, source]), { campaigns: 2, runs: 3, depth: 200 })
  assert.deepEqual(planCampaigns(10, [source]), { campaigns: 1, runs: 1, depth: 10 })
  assert.throws(() => planCampaigns(10, ['contract Empty {}']), /no invariant/)
})

test('adds up calls, reverts and failures over all suites', () => {
  const suites = [
    { testResults: [{ status: 'Success', kind: { runs: 2n, calls: 400n, reverts: 3n } }] },
    { testResults: [{ status: 'Failure', kind: { runs: 1n, calls: 7n, reverts: 0n } }] },
    { testResults: [{ status: 'Failure', kind: { consumedGas: 1n } }] },
  ]
  assert.deepEqual(totalCampaigns(suites), { calls: 407, reverts: 3, failed: 2 })
})
