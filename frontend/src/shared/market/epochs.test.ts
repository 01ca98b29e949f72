import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zeroHash } from 'viem'
import { anchorsOf, epochAt, epochsOf, startOf } from './epochs.ts'
import type { MarketEvent } from './events.ts'
import { moneyOf } from './money.ts'

const client = '0x1111111111111111111111111111111111111111'
const vendor = '0x2222222222222222222222222222222222222222'
const verdict = {
  rpc: 9_000,
  unsafeHead: 10_000,
  safeHead: 0,
  proposals: 0,
  coverage: 10_000,
  reason: 1,
  l1Spend: 0n,
}

function event(eventName: string, args: object): MarketEvent {
  return { eventName, args, transactionHash: zeroHash } as unknown as MarketEvent // the fields that folds read
}

const settled = (epoch: number, paid: bigint, slashed: bigint, outcome = 0): MarketEvent =>
  event('EpochSettled', { epoch, outcome, uptimeBps: 9_000, payoutBps: 10_000, paid, slashed })

const events = [
  event('AgreementAccepted', { deposit: 100n }),
  event('AgreementStarted', { anchor: 1_000, fundedEpochs: 5 }),
  event('VerdictStored', { epoch: 0, verdict, evidence: '0xaa' }),
  settled(0, 20n, 0n),
  settled(1, 5n, 3n, 2),
  event('AgreementResumed', { epoch: 2, anchor: 1_100 }),
  event('DepositAdded', { amount: 40n }),
  settled(2, 10n, 0n, 3),
  event('Claimed', { party: vendor, amount: 19n, fee: 1n }),
  event('Claimed', { party: client, amount: 7n, fee: 0n }),
]

test('epochs lie on the grid of their time, a resumption moves the later ones', () => {
  const anchors = anchorsOf(events)
  assert.deepEqual(
    [0, 1, 2, 3].map((epoch) => startOf(anchors, epoch, 16)),
    [1_000, 1_016, 1_132, 1_148],
  )
  assert.deepEqual(epochAt(anchors, 16, 1_150), { epoch: 3, start: 1_148 })
  assert.equal(epochAt([], 16, 1_150), undefined)
})

test('booked epochs carry verdict, reason and the cut-off end', () => {
  const epochs = epochsOf(events, { lengthSeconds: 16, endsAt: 1_140 })
  assert.deepEqual(
    epochs.map(({ epoch, outcome, excused, evidence, start, end }) => [
      epoch,
      outcome,
      excused,
      evidence,
      start,
      end,
    ]),
    [
      [0, 'met', true, '0xaa', 1_000, 1_016],
      [1, 'failed', false, undefined, 1_016, 1_032],
      [2, 'silent', false, undefined, 1_132, 1_140],
    ],
  )
})

test('what came in is what went out and what is left', () => {
  const lines = {
    deposit: 101n,
    earned: 15n,
    bond: 37n,
    bondLocked: 40n,
    freeClient: 0n,
    freeVendor: 15n,
    freeVendorFee: 0n,
  }
  const money = moneyOf(events, { client, vendor, setupFee: 0n, ...lines })
  assert.deepEqual([money.deposited, money.slashed, money.gross], [140n, 3n, 35n])
  assert.equal(
    money.deposited + money.slashed + money.forfeited,
    money.gross + money.claimedByClient + money.deposit,
  )
  assert.equal(money.gross, money.claimedByVendor + money.fees + money.earned)
})
