import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ProvenAgainst, phaseOf, type WithdrawalProof } from './phase.ts'

const windows = { proofSeconds: 12n, proposalSeconds: 6n }
const game: ProvenAgainst & { kind: 'game' } = {
  kind: 'game',
  address: '0x0000000000000000000000000000000000000011',
  status: 'in progress',
  resolvedAt: 0n,
  isRespected: true,
}
const output: ProvenAgainst & { kind: 'output' } = {
  kind: 'output',
  index: 3n,
  proposedAt: 95n,
  isCurrent: true,
}

function phase(nowSeconds: bigint, ...against: ProvenAgainst[]) {
  const proofs = against.map((one): WithdrawalProof => ({ provenAt: 100n, against: one }))
  return phaseOf({ isFinalized: false, proofs, windows, nowSeconds })
}

test('a withdrawal waits for its game, then for both windows to have passed', () => {
  const won = { ...game, status: 'defender wins', resolvedAt: 110n } as const
  assert.equal(phase(500n, game).kind, 'disputable')
  assert.partialDeepStrictEqual(phase(116n, won), { kind: 'proven', readyAt: 117n })
  assert.equal(phase(117n, won).kind, 'finalizable')
  assert.partialDeepStrictEqual(phase(110n, { ...won, resolvedAt: 90n }), { kind: 'proven', readyAt: 113n })
})

test('a proof against a lost, replaced or blacklisted game counts as none', () => {
  assert.equal(phase(500n, { ...game, status: 'challenger wins' }).kind, 'unproven')
  assert.equal(phase(500n, { ...game, status: 'defender wins', isRespected: false }).kind, 'unproven')
  assert.equal(phase(500n).kind, 'unproven')
})

test('an output counts as long as it is there; both windows run side by side', () => {
  assert.partialDeepStrictEqual(phase(112n, output), { kind: 'proven', readyAt: 113n })
  assert.equal(phase(113n, output).kind, 'finalizable')
  assert.equal(phase(113n, { ...output, isCurrent: false }).kind, 'unproven')
})

test('of several proofs the one that is ready first is taken', () => {
  const [early, late] = [80n, 200n].map(
    (resolvedAt) => ({ ...game, status: 'defender wins', resolvedAt }) as const,
  )
  assert.ok(early && late)
  assert.partialDeepStrictEqual(phase(113n, game, late, early), {
    kind: 'finalizable',
    proof: { against: early },
  })
})

test('finalized is final, whatever became of the proofs', () => {
  assert.deepEqual(phaseOf({ isFinalized: true, proofs: [], windows, nowSeconds: 0n }), { kind: 'finalized' })
})
