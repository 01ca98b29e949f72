import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Hex } from 'viem'
import { blobsAnswer, blobsOf, type L1Transaction, sidecarsAnswer } from './blobs.ts'

const transaction = (...names: string[]): L1Transaction => ({
  blobVersionedHashes: names.map((name): Hex => `0x01${name}`),
  blobs: names.map((name): Hex => `0x${name}b0`),
  commitments: names.map((name): Hex => `0x${name}c0`),
  proofs: names.map((name): Hex => `0x${name}d0`),
})

/** As op-batcher of set 17 posts on a public L1: 128 proofs of cells for each blob. */
const withCellProofs = (name: string): L1Transaction => ({
  ...transaction(name),
  proofs: Array.from({ length: 128 }, () => '0xce' as const),
})

/** As anvil shows a block of the L1 that it has forked. */
const withoutSidecar = (...names: string[]): L1Transaction => ({
  blobVersionedHashes: names.map((name): Hex => `0x01${name}`),
})

describe('the blobs of a block', () => {
  test('are counted over all transactions, and plain ones have none', () => {
    const blobs = blobsOf([{}, transaction('aa', 'bb'), {}, transaction('cc')])
    assert.deepEqual(
      blobs.map(({ index, versionedHash, blob, commitment, proof }) => [
        ...[index, versionedHash, blob, commitment, proof],
      ]),
      [
        [0, '0x01aa', '0xaab0', '0xaac0', '0xaad0'],
        [1, '0x01bb', '0xbbb0', '0xbbc0', '0xbbd0'],
        [2, '0x01cc', '0xccb0', '0xccc0', '0xccd0'],
      ],
    )
  })

  test('keep their number when another one’s content is not there', () => {
    const blobs = blobsOf([withoutSidecar('aa', 'bb'), transaction('cc')])
    assert.deepEqual(
      blobs.map(({ index, versionedHash }) => [index, versionedHash]),
      [[2, '0x01cc']],
    )
  })

  test('are found by hash, or all', () => {
    const blobs = blobsOf([transaction('aa', 'bb'), withCellProofs('cc')])
    assert.deepEqual(blobsAnswer(blobs, ['0x01cc', '0x01aa']).data, ['0xaab0', '0xccb0'])
    assert.deepEqual(blobsAnswer(blobs, ['0x01ff']).data, [])
    assert.equal(blobsAnswer(blobs, []).data.length, 3)
  })

  test('are found as sidecars by number, unless their proofs are of cells', () => {
    const blobs = blobsOf([transaction('aa'), withCellProofs('bb'), transaction('cc')])
    const shown = (indices: number[]) =>
      sidecarsAnswer(blobs, 7, indices).data.map(({ index, kzg_proof }) => [index, kzg_proof])
    assert.deepEqual(shown([]), [
      ['0', '0xaad0'],
      ['2', '0xccd0'],
    ])
    assert.deepEqual(shown([2]), [['2', '0xccd0']])
    assert.deepEqual(shown([1, 9]), [])
    assert.equal(sidecarsAnswer(blobs, 7, [0]).data[0]?.signed_block_header.message.slot, '7')
  })
})
