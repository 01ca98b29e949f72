import { type Address, decodeFunctionResult, encodeFunctionData } from 'viem'
import { gameAbi } from '../core/games/abi.ts'
import type { GameClaim } from '../core/games/actions.ts'
import { callOrNothing } from '../rpc/call.ts'
import { type RpcClient, reach } from '../rpc/client.ts'

/** Index of the parent of a root claim. */
const NO_PARENT = 2 ** 32 - 1
const CLOCK_SHIFT = 64n
/** Games that are read at once; the transport makes few requests of them. */
const READ_AT_ONCE = 100

/** What never changes of a game. Unix seconds; seconds. */
export type Game = { index: number; address: Address; createdAt: bigint; maxClockSeconds: bigint }

/** Reads of the games of one factory, as of the newest block. Every function throws RpcUnreachableError. */
export type GameReader = ReturnType<typeof createGameReader>

export function createGameReader(client: RpcClient, factory: Address) {
  /** Undefined: no fault dispute game, nothing of ours. */
  const known = new Map<number, Game | undefined>()
  const claimsOf = new Map<number, GameClaim[]>()

  async function readGame(index: number): Promise<Game | undefined> {
    const [, createdAt, address] = await reach(client, () =>
      client.readContract({
        address: factory,
        abi: gameAbi,
        functionName: 'gameAtIndex',
        args: [BigInt(index)],
      }),
    )
    const data = encodeFunctionData({ abi: gameAbi, functionName: 'maxClockDuration' })
    const answer = await callOrNothing(client, { to: address, data })
    if (answer === undefined || answer === '0x') return undefined
    const maxClockSeconds = decodeFunctionResult({
      abi: gameAbi,
      functionName: 'maxClockDuration',
      data: answer,
    })
    return { index, address, createdAt, maxClockSeconds }
  }

  async function readClaim(address: Address, index: number): Promise<GameClaim> {
    const [parentIndex, , , , , , clock] = await client.readContract({
      address,
      abi: gameAbi,
      functionName: 'claimData',
      args: [BigInt(index)],
    })
    return {
      parentIndex: parentIndex === NO_PARENT ? undefined : parentIndex,
      clockSeconds: clock >> CLOCK_SHIFT,
      movedAt: clock & ((1n << CLOCK_SHIFT) - 1n),
      isResolved: false,
    }
  }

  return {
    /** The games from an index on, in order; foreign ones are left out. Each is read once. */
    async listFrom(lowest: number): Promise<{ count: number; games: Game[] }> {
      const gameCount = await reach(client, () =>
        client.readContract({ address: factory, abi: gameAbi, functionName: 'gameCount' }),
      )
      const count = Number(gameCount)
      const indexes = Array.from({ length: Math.max(0, count - lowest) }, (_, offset) => lowest + offset)
      for (const part of inParts(indexes.filter((index) => !known.has(index)))) {
        const games = await Promise.all(part.map(readGame))
        for (const [offset, index] of part.entries()) known.set(index, games[offset])
      }
      for (const index of known.keys()) if (index < lowest || index >= count) known.delete(index)
      return { count, games: indexes.flatMap((index) => known.get(index) ?? []) }
    },

    /** `status()` of some games, as of the newest or of L1's finalized block. */
    async statuses(games: readonly Game[], blockTag: 'latest' | 'finalized'): Promise<number[]> {
      return reach(client, () =>
        Promise.all(
          games.map(({ address }) =>
            client.readContract({ address, abi: gameAbi, functionName: 'status', blockTag }),
          ),
        ),
      )
    },

    /** All claims of a game in progress. What never changes of a claim is read once. */
    async claims({ index, address }: Game): Promise<GameClaim[]> {
      return reach(client, async () => {
        const length = Number(
          await client.readContract({ address, abi: gameAbi, functionName: 'claimDataLen' }),
        )
        const claims = claimsOf.get(index)?.slice(0, length) ?? []
        const unread = Array.from({ length: length - claims.length }, (_, offset) => claims.length + offset)
        for (const part of inParts(unread)) {
          claims.push(...(await Promise.all(part.map((claim) => readClaim(address, claim)))))
        }
        for (const part of inParts([...claims.keys()].filter((claim) => !claims[claim]?.isResolved))) {
          await Promise.all(part.map((claim) => markResolved(address, claims, claim)))
        }
        claimsOf.set(index, claims)
        return claims
      })
    },

    /** Reads the claims of a game anew next time: it is done, or an L1 reorganization changed it. */
    forgetClaims(index: number): void {
      claimsOf.delete(index)
    },

    /** Forgets everything: games stand elsewhere after an L1 reorganization. */
    reset(): void {
      known.clear()
      claimsOf.clear()
    },
  }

  async function markResolved(address: Address, claims: GameClaim[], index: number): Promise<void> {
    const claim = claims[index]
    const isResolved = await client.readContract({
      address,
      abi: gameAbi,
      functionName: 'resolvedSubgames',
      args: [BigInt(index)],
    })
    if (claim && isResolved) claims[index] = { ...claim, isResolved }
  }
}

/** Slices of a list, small enough to be asked at once. */
function inParts(items: readonly number[]): number[][] {
  const parts: number[][] = []
  for (let start = 0; start < items.length; start += READ_AT_ONCE) {
    parts.push(items.slice(start, start + READ_AT_ONCE))
  }
  return parts
}
