import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueActions, type GameClaim } from './actions.ts'

const maxClockSeconds = 100n
const root: GameClaim = { parentIndex: undefined, clockSeconds: 0n, movedAt: 1_000n, isResolved: false }

function answer(parentIndex: number, movedAt: bigint, clockSeconds: bigint): GameClaim {
  return { parentIndex, movedAt, clockSeconds, isResolved: false }
}

function due(claims: GameClaim[], nowSeconds: bigint): string[] {
  return dueActions({ maxClockSeconds, claims }, nowSeconds).map((action) =>
    action.kind === 'game' ? 'game' : `${action.claimIndex}/${action.numToResolve}`,
  )
}

test('an uncontested game: nothing before its clock has run out, then its root, then itself', () => {
  assert.deepEqual(due([root], 1_099n), [])
  assert.deepEqual(due([root], 1_100n), ['0/0'])
  assert.deepEqual(due([{ ...root, isResolved: true }], 1_100n), ['game'])
})

test('claims go bottom-up, each on the clock of those who would have to counter it', () => {
  // The challenger took 10 s, the defender answered 50 s later: it goes on with what it has left.
  const claims = [root, answer(0, 1_010n, 10n), answer(1, 1_060n, 50n)]
  assert.deepEqual(due(claims, 1_149n), [])
  assert.deepEqual(due(claims, 1_150n), ['2/0'])
  const [, middle, leaf] = claims as [GameClaim, GameClaim, GameClaim]
  assert.deepEqual(due([root, middle, { ...leaf, isResolved: true }], 1_150n), ['1/1'])
  assert.deepEqual(due([root, { ...middle, isResolved: true }, { ...leaf, isResolved: true }], 1_150n), [
    '0/1',
  ])
})

test('branches that do not depend on each other are due together', () => {
  const claims = [root, answer(0, 1_010n, 10n), answer(0, 1_020n, 20n), answer(1, 1_030n, 20n)]
  assert.deepEqual(due(claims, 1_119n), [])
  assert.deepEqual(due(claims, 1_120n), ['2/0', '3/0'])
})

test('a claim with very many answers is resolved in several calls', () => {
  const answers = Array.from({ length: 1_000 }, () => ({ ...answer(0, 1_000n, 0n), isResolved: true }))
  assert.deepEqual(due([root, ...answers], 1_100n), ['0/256'])
})
