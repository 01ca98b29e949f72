/** One claim of a dispute game, as its contract keeps it. Unix seconds; seconds. */
export type GameClaim = {
  /** Index of the claim it is a move against; undefined for the root. */
  parentIndex: number | undefined
  /** What its side had used up of its clock when it moved. */
  clockSeconds: bigint
  movedAt: bigint
  isResolved: boolean
}

/** Something that any account may do in a game now: resolve a claim, or the game itself. */
export type GameAction = { kind: 'claim'; claimIndex: number; numToResolve: bigint } | { kind: 'game' }

/** Most answers to one claim that a single transaction goes through. */
const ANSWERS_PER_CALL = 256

/**
 * What can be resolved now in a game in progress. Pure.
 *
 * A claim is due when the clock of whoever would have to counter it has run out and all answers to it are resolved:
 * so claims go bottom-up, and all that is returned together is independent of each other. The game follows its root.
 *
 * @param nowSeconds - Timestamp of the newest L1 block.
 */
export function dueActions(
  game: { maxClockSeconds: bigint; claims: readonly GameClaim[] },
  nowSeconds: bigint,
): GameAction[] {
  const { claims, maxClockSeconds } = game
  if (claims[0]?.isResolved) return [{ kind: 'game' }]
  const answers = new Map<number, number>()
  const blocked = new Set<number>()
  for (const { parentIndex, isResolved } of claims) {
    if (parentIndex === undefined) continue
    answers.set(parentIndex, (answers.get(parentIndex) ?? 0) + 1)
    if (!isResolved) blocked.add(parentIndex)
  }
  return claims.flatMap((claim, claimIndex): GameAction[] => {
    if (claim.isResolved || blocked.has(claimIndex)) return []
    if (nowSeconds < expiryOf(claims, claim, maxClockSeconds)) return []
    const numToResolve = BigInt(Math.min(answers.get(claimIndex) ?? 0, ANSWERS_PER_CALL))
    return [{ kind: 'claim', claimIndex, numToResolve }]
  })
}

/** When nobody may counter a claim any more: its opponents go on with the clock of the claim's parent. */
function expiryOf(claims: readonly GameClaim[], claim: GameClaim, maxClockSeconds: bigint): bigint {
  const parent = claim.parentIndex === undefined ? undefined : claims[claim.parentIndex]
  return claim.movedAt + maxClockSeconds - (parent?.clockSeconds ?? 0n)
}
