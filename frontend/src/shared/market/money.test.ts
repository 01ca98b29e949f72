import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zeroHash } from 'viem'
import type { MarketEvent } from './events.ts'
import { type Money, moneyOf } from './money.ts'
import { client, vendor } from './testing/sampleAgreement.ts'

function event(eventName: string, args: object): MarketEvent {
  return { eventName, args, transactionHash: zeroHash } as unknown as MarketEvent // the fields that folds read
}

const accepted = event('AgreementAccepted', { deposit: 100n })
const lines = {
  bondLocked: 40n,
  freeClient: 0n,
  freeVendor: 0n,
  freeVendorFee: 0n,
  setupFee: 12n,
  client,
  vendor,
}

function requireBalance({ deposited, slashed, forfeited, gross, claimedByClient, deposit }: Money): void {
  assert.equal(deposited + slashed + forfeited, gross + claimedByClient + deposit)
}

test('a setup fee that no epoch tells of is the vendor’s all the same', () => {
  const events = [accepted, event('AgreementCancelled', { reason: 0 })]
  const money = moneyOf(events, { ...lines, deposit: 88n, earned: 12n, bond: 0n })
  assert.equal(money.gross, 12n)
  requireBalance(money)
})

test('a missed start takes as much as the setup fee out of the bond, at most all of it', () => {
  const events = [accepted, event('AgreementCancelled', { reason: 4 })]
  const money = moneyOf(events, { ...lines, deposit: 112n, earned: 0n, bond: 0n })
  assert.equal(money.slashed, 12n)
  requireBalance(money)
  const all = moneyOf(events, { ...lines, setupFee: 90n, deposit: 140n, earned: 0n, bond: 0n })
  assert.equal(all.slashed, 40n)
  requireBalance(all)
})
