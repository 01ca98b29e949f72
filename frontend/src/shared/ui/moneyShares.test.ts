import assert from 'node:assert/strict'
import { test } from 'node:test'
import { moneyShares } from './moneyShares.ts'

test('shares out a bar', () => {
  assert.deepEqual(moneyShares([3n * 10n ** 30n, 10n ** 30n, 0n]), [0.75, 0.25, 0])
})

test('an empty bar has no shares', () => {
  assert.deepEqual(moneyShares([0n, 0n]), [0, 0])
  assert.deepEqual(moneyShares([-5n, 5n]), [0, 1])
})
