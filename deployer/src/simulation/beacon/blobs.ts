import type { Hash, Hex } from 'viem'
import { zeroHash } from 'viem'

/** What anvil shows of a transaction's blobs. The sidecar is missing where anvil has forked another chain. */
export type L1Transaction = {
  blobVersionedHashes?: readonly Hash[]
  blobs?: readonly Hex[]
  commitments?: readonly Hex[]
  proofs?: readonly Hex[]
}

/** A blob of an L1 block. `index` counts over all blobs of the block. */
export type Blob = {
  index: number
  versionedHash: Hash
  blob: Hex
  commitment: Hex
  /** Absent when the transaction came with proofs of cells. */
  proof: Hex | undefined
}

/** The blobs of a block, in its order; those without content are left out, and still counted. Pure. */
export function blobsOf(transactions: readonly L1Transaction[]): Blob[] {
  let next = 0
  return transactions.flatMap(({ blobVersionedHashes = [], blobs, commitments, proofs }) => {
    const hasBlobProofs = proofs?.length === blobVersionedHashes.length
    return blobVersionedHashes.flatMap((versionedHash, position) => {
      const index = next++
      const [blob, commitment] = [blobs?.[position], commitments?.[position]]
      const proof = hasBlobProofs ? proofs[position] : undefined
      return blob && commitment ? [{ index, versionedHash, blob, commitment, proof }] : []
    })
  })
}

/** Answer of `blobs`: those asked for by hash, all without a filter. */
export function blobsAnswer(blobs: readonly Blob[], versionedHashes: readonly string[]) {
  const wanted = new Set(versionedHashes)
  const found = blobs.filter(({ versionedHash }) => wanted.size === 0 || wanted.has(versionedHash))
  return { execution_optimistic: false, finalized: false, data: found.map(({ blob }) => blob) }
}

/** Answer of `blob_sidecars`: those asked for by index, all without a filter. */
export function sidecarsAnswer(blobs: readonly Blob[], slot: number, indices: readonly number[]) {
  const wanted = new Set(indices)
  const found = blobs.filter(({ index, proof }) => proof && (wanted.size === 0 || wanted.has(index)))
  const header = {
    message: {
      slot: `${slot}`,
      proposer_index: '0',
      parent_root: zeroHash,
      state_root: zeroHash,
      body_root: zeroHash,
    },
    signature: `0x${'00'.repeat(96)}`,
  }
  const data = found.map(({ index, blob, commitment, proof }) => ({
    index: `${index}`,
    blob,
    kzg_commitment: commitment,
    kzg_proof: proof,
    signed_block_header: header,
    kzg_commitment_inclusion_proof: [],
  }))
  return { data }
}
