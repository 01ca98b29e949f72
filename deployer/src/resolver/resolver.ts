import { isLocalChain } from '@opraas/contracts'
import { BaseError, encodeFunctionData, zeroHash } from 'viem'
import { sendAll, type TransactionRequest } from '../apply/transactor.ts'
import { ForeignNonceError, OpraasError, RevertedError } from '../core/errors/index.ts'
import { gameAbi, gameStatus } from '../core/games/abi.ts'
import { dueActions, type GameAction } from '../core/games/actions.ts'
import type { RawSigner } from '../core/ports.ts'
import { estimateGas } from '../rpc/call.ts'
import { type RpcClient, reach } from '../rpc/client.ts'
import type { ResolverConfig } from './config.ts'
import { createGameReader, type Game } from './games.ts'
import type { ResolverState } from './state.ts'

/** Games whose status is asked for at once. */
const LOOK_AT_ONCE = 50
const LOCAL_IN_FLIGHT = 16
const PUBLIC_IN_FLIGHT = 8
/** What failed once is left alone for this long, then for twice as long, up to the maximum. */
const FIRST_PAUSE_MS = 15_000
const LONGEST_PAUSE_MS = 600_000
const GWEI = 1e9

/** What a resolver tells of its work. */
export type ResolverEvents = {
  /** `open`: games in progress; `due`: those of them whose clock has run out. */
  looked(games: { open: number; due: number }): void
  sent(result: 'success' | 'reverted'): void
  log(text: string): void
}

export type ResolverOptions = {
  client: RpcClient
  config: ResolverConfig
  signer: RawSigner
  state: ResolverState
  events: ResolverEvents
  now: () => number
  wait: (ms: number) => Promise<void>
  signal: AbortSignal
}

/**
 * Resolves the dispute games of one factory whose clocks have run out. It never moves in a game. Whatever it does it
 * finds out anew from L1, so it may be killed at any instant, and others may resolve beside it.
 */
export function createResolver(options: ResolverOptions) {
  const { client, config, signer, state, events, now } = options
  const reader = createGameReader(client, config.factory)
  /** Index of a resolved game, and an L1 block by which it was. */
  const resolved = new Map<number, bigint>()
  const pauses = new Map<string, { untilMs: number; lengthMs: number }>()
  const inFlight = isLocalChain(config.l1ChainId) ? LOCAL_IN_FLIGHT : PUBLIC_IN_FLIGHT

  /** One look at all games, and everything that can be resolved now, as far as it fits. @returns Transactions mined. */
  async function pass(): Promise<number> {
    try {
      const head = await reach(client, () => client.getBlock({ blockTag: 'latest' }))
      const { count, games } = await reader.listFrom(state.lowest())
      const open = games.filter(({ index }) => !resolved.has(index))
      const due = open.filter(
        ({ createdAt, maxClockSeconds }) => createdAt + maxClockSeconds <= head.timestamp,
      )
      const requests = await findRequests(due, head)
      const stillOpen = ({ index }: Game): boolean => !resolved.has(index)
      events.looked({ open: open.filter(stillOpen).length, due: due.filter(stillOpen).length })
      const mined = await send(requests)
      await advance(games, count)
      return mined
    } catch (error) {
      if (isGone(error)) reader.reset()
      throw error
    }
  }

  async function findRequests(
    due: readonly Game[],
    head: { number: bigint; timestamp: bigint },
  ): Promise<TransactionRequest[]> {
    const requests: TransactionRequest[] = []
    for (let start = 0; start < due.length && requests.length < inFlight; start += LOOK_AT_ONCE) {
      const part = due.slice(start, start + LOOK_AT_ONCE)
      const statuses = await reader.statuses(part, 'latest')
      for (const [offset, game] of part.entries()) {
        if (statuses[offset] !== gameStatus.inProgress) {
          resolved.set(game.index, head.number)
          reader.forgetClaims(game.index)
        } else if (requests.length < inFlight) {
          const claims = await reader.claims(game)
          const actions = dueActions({ claims, maxClockSeconds: game.maxClockSeconds }, head.timestamp)
          const prepared = await Promise.all(
            actions.slice(0, inFlight).map((action) => prepare(game, action)),
          )
          requests.push(...prepared.filter((request) => request !== undefined))
        }
      }
    }
    return requests.slice(0, inFlight)
  }

  /** The transaction of an action; undefined while it is paused, or when it would revert now. */
  async function prepare(game: Game, action: GameAction): Promise<TransactionRequest | undefined> {
    const request = requestOf(game, action)
    if ((pauses.get(request.id)?.untilMs ?? 0) > now()) return undefined
    const estimate = await estimateGas(client, { from: signer.address, ...request }, gameAbi)
    if (estimate.ok) return { ...request, gasLimit: (estimate.gas * 3n) / 2n + 50_000n }
    reader.forgetClaims(game.index)
    pause(request.id)
    events.log(`${request.title}: not now, it would revert: ${estimate.reason}`)
    return undefined
  }

  /** Sends, and waits until everything on its way is mined. Somebody else may be faster: that is no error. */
  async function send(requests: readonly TransactionRequest[]): Promise<number> {
    let mined = 0
    const log = state.log((id) => {
      pause(id)
      events.sent('reverted')
    })
    try {
      await sendAll(
        {
          client,
          chainId: config.l1ChainId,
          signer,
          log,
          planId: zeroHash,
          confirmations: config.confirmations,
          maxFeePerGasWei: BigInt(Math.round(config.maxFeeGwei * GWEI)),
          inFlight,
          now,
          wait: options.wait,
          signal: options.signal,
          onMined: ({ stepId, hash }) => {
            mined++
            pauses.delete(stepId)
            events.sent('success')
            events.log(`${requests.find(({ id }) => id === stepId)?.title ?? stepId}: ${hash}`)
          },
        },
        requests,
      )
    } catch (error) {
      if (!(error instanceof RevertedError || error instanceof ForeignNonceError)) throw error
      events.log(error.message)
    }
    return mined
  }

  /** Moves the lowest index of interest over games that are resolved in L1's finalized block. */
  async function advance(games: readonly Game[], count: number): Promise<void> {
    const lowest = state.lowest()
    if (lowest > count) return state.advance(0)
    const finalized = await reach(client, () => client.getBlock({ blockTag: 'finalized' }))
    const isSettled = ({ index }: Game): boolean =>
      (resolved.get(index) ?? finalized.number + 1n) <= finalized.number
    const firstOpen = games.findIndex((game) => !isSettled(game))
    const settled = games.slice(0, firstOpen === -1 ? games.length : firstOpen).slice(0, LOOK_AT_ONCE)
    const statuses = await reader.statuses(settled, 'finalized')
    const unsettled = statuses.indexOf(gameStatus.inProgress)
    // What an L1 reorganization has taken back is looked at again.
    const lost = unsettled === -1 ? undefined : settled[unsettled]
    if (lost) resolved.delete(lost.index)
    const next = lost ?? games[settled.length]
    const reached = next?.index ?? count
    for (const { index } of settled) if (index < reached) resolved.delete(index)
    state.advance(reached)
  }

  function pause(id: string): void {
    const lengthMs = Math.min((pauses.get(id)?.lengthMs ?? FIRST_PAUSE_MS / 2) * 2, LONGEST_PAUSE_MS)
    pauses.set(id, { untilMs: now() + lengthMs, lengthMs })
  }

  return { pass }
}

function requestOf(game: Game, action: GameAction): Omit<TransactionRequest, 'gasLimit'> {
  const { index, address: to } = game
  switch (action.kind) {
    case 'claim': {
      const { claimIndex, numToResolve } = action
      const args = [BigInt(claimIndex), numToResolve] as const
      return {
        id: `game:${index}:claim:${claimIndex}`,
        title: `Resolve claim ${claimIndex} of game ${index}`,
        to,
        data: encodeFunctionData({ abi: gameAbi, functionName: 'resolveClaim', args }),
      }
    }
    case 'game':
      return {
        id: `game:${index}`,
        title: `Resolve game ${index}`,
        to,
        data: encodeFunctionData({ abi: gameAbi, functionName: 'resolve' }),
      }
    default:
      throw new TypeError(`unknown action ${(action satisfies never as GameAction).kind}`)
  }
}

/** True when a contract that was there answers nothing any more, or reverts where it never does. */
function isGone(error: unknown): boolean {
  const names = ['ContractFunctionZeroDataError', 'ContractFunctionRevertedError', 'AbiDecodingZeroDataError']
  if (!(error instanceof OpraasError)) return false
  return error.walk((cause) => cause instanceof BaseError && names.includes(cause.name)) !== undefined
}
