import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marketplaceAbi } from '@opraas/contracts'
import { type Address, encodeAbiParameters, encodeEventTopics, type TransactionReceipt, zeroHash } from 'viem'
import { client, sampleAgreement, token, units, vendor } from '../testing/sampleAgreement.ts'
import { claimableIn, claimedIn, shownFee } from './claims.ts'

const marketplace = '0x3333333333333333333333333333333333333333'

function free(net: number, fee: number) {
  return { freeVendor: units(net), freeVendorFee: units(fee) }
}

test('adds up what is free, agreement by agreement', () => {
  const agreements = [
    sampleAgreement(1, { money: free(99, 1) }),
    sampleAgreement(2),
    sampleAgreement(3, { money: free(19.8, 0.2) }),
  ]
  assert.deepEqual(claimableIn(agreements, token), {
    token,
    agreementIds: [agreements[0]?.agreementId, agreements[2]?.agreementId],
    gross: units(120),
    fee: units(1.2),
    net: units(118.8),
    feePpm: 10_000,
  })
})

test('names no fee that is not the same everywhere, and keeps tokens apart', () => {
  const other = { ...token, address: client } as const
  const agreements = [
    sampleAgreement(1, { money: free(99, 1) }),
    sampleAgreement(2, { money: free(98, 2), feePpm: 20_000 }),
    sampleAgreement(3, { token: other }),
  ]
  const { gross, feePpm } = claimableIn(agreements, token)
  assert.deepEqual([gross, feePpm], [units(200), undefined])
  assert.deepEqual(claimableIn(agreements, other).agreementIds, [])
})

test('the shown figures add up, though each rounds down', () => {
  assert.equal(shownFee({ token, gross: 10_010_000n, net: 9_909_900n }, 2), 110_000n)
  assert.equal(shownFee({ token: { ...token, decimals: 0 }, gross: 100n, net: 99n }, 2), 1n)
})

test('reads what a claim brought out of the market’s own events', () => {
  const logs = [
    claimedLog(marketplace, vendor, 99, 1),
    claimedLog(marketplace, vendor, 19.8, 0.2),
    claimedLog(marketplace, client, 7, 0),
    claimedLog(client, vendor, 1_000, 0),
  ]
  const receipt = { logs } as unknown as TransactionReceipt // the one field that is read
  assert.deepEqual(claimedIn(receipt, { marketplace, party: vendor }), {
    net: units(118.8),
    fee: units(1.2),
    agreements: 2,
  })
})

function claimedLog(address: Address, party: Address, net: number, fee: number) {
  return {
    address,
    topics: encodeEventTopics({
      abi: marketplaceAbi,
      eventName: 'Claimed',
      args: { agreementId: zeroHash, party },
    }),
    data: encodeAbiParameters(
      [{ type: 'address' }, { type: 'uint128' }, { type: 'uint128' }],
      [party, units(net), units(fee)],
    ),
  }
}
