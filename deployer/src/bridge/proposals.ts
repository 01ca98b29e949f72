import { concat, type Hex, hexToBigInt, keccak256 } from 'viem'
import { buildProveWithdrawal } from 'viem/op-stack'
import { gameAbi, gameStatus } from '../core/games/abi.ts'
import { gamesPortalAbi, outputOracleAbi } from '../core/withdrawals/abi.ts'
import { reach } from '../rpc/client.ts'
import type { BridgeContext } from './context.ts'
import type { InitiatedWithdrawal } from './receipts.ts'

/** An L2 state on L1: a game of the factory, or an output of the oracle. */
type Proposal = { index: bigint; root: Hex; l2BlockNumber: bigint }

/** What proves a withdrawal: the proposal, and why the withdrawal is in it. */
export type Provable = { proposal: Proposal } & Pick<
  Awaited<ReturnType<typeof buildProveWithdrawal>>,
  'outputRootProof' | 'withdrawalProof'
>

/** Games asked for at once, and the most that are walked back. */
const GAMES_PER_CALL = 100n
const MOST_GAMES = 20_000n
/** A game is not older than the block it is about; clocks of L1 and L2 differ by less than this. */
const CLOCK_SLACK_SECONDS = 600n
/** Proposals tried before it is said that none is right. */
const MOST_TRIES = 32

/**
 * The oldest proposal that covers a withdrawal and is right, as far as this L2 node can tell; undefined while there
 * is none. A wrong one proves nothing, and is passed over.
 *
 * @throws RpcUnreachableError
 */
export async function findProvable(
  context: BridgeContext,
  initiated: InitiatedWithdrawal,
): Promise<Provable | undefined> {
  const { generation } = context
  const candidates =
    generation === 'dispute-games'
      ? await findGames(context, initiated)
      : await findOutputs(context, initiated)
  const head = await reach(context.l2, () => context.l2.getBlockNumber())
  for (const proposal of candidates
    .filter(({ l2BlockNumber }) => l2BlockNumber <= head)
    .slice(0, MOST_TRIES)) {
    if (generation === 'dispute-games' && !(await isUsable(context, proposal))) continue
    const built = await build(context, initiated, proposal)
    if (built) return built
  }
  return undefined
}

/** Games of the respected type about the withdrawal's block or a later one, oldest first. */
async function findGames(
  { l1, portal, proposals }: BridgeContext,
  { l2BlockNumber: wanted, l2TimestampSeconds }: InitiatedWithdrawal,
): Promise<Proposal[]> {
  return reach(l1, async () => {
    const factory = { address: proposals, abi: gameAbi } as const
    const [count, type, respectedSince] = await Promise.all([
      l1.readContract({ ...factory, functionName: 'gameCount' }),
      l1.readContract({ address: portal, abi: gamesPortalAbi, functionName: 'respectedGameType' }),
      l1.readContract({ address: portal, abi: gamesPortalAbi, functionName: 'respectedGameTypeUpdatedAt' }),
    ])
    const bornAfter = l2TimestampSeconds - CLOCK_SLACK_SECONDS
    const oldest = bornAfter > respectedSince ? bornAfter : respectedSince
    const found: Proposal[] = []
    for (let end = count; end > 0n && count - end < MOST_GAMES; ) {
      const args = [type, end - 1n, GAMES_PER_CALL] as const
      const games = await l1.readContract({ ...factory, functionName: 'findLatestGames', args })
      const young = games.filter(({ timestamp }) => timestamp >= oldest)
      for (const { index, rootClaim: root, extraData } of young) {
        const l2BlockNumber = hexToBigInt(extraData)
        if (l2BlockNumber >= wanted) found.push({ index, root, l2BlockNumber })
      }
      const last = games.at(-1)
      if (!last || young.length < games.length) break
      end = last.index
    }
    return found.reverse()
  })
}

/** The first output about the withdrawal's block or a later one. */
async function findOutputs(
  { l1, proposals }: BridgeContext,
  { l2BlockNumber: wanted }: InitiatedWithdrawal,
): Promise<Proposal[]> {
  return reach(l1, async () => {
    const oracle = { address: proposals, abi: outputOracleAbi } as const
    const [count, latest] = await Promise.all([
      l1.readContract({ ...oracle, functionName: 'nextOutputIndex' }),
      l1.readContract({ ...oracle, functionName: 'latestBlockNumber' }),
    ])
    if (count === 0n || latest < wanted) return []
    const index = await l1.readContract({ ...oracle, functionName: 'getL2OutputIndexAfter', args: [wanted] })
    const output = await l1.readContract({ ...oracle, functionName: 'getL2Output', args: [index] })
    return [{ index, root: output.outputRoot, l2BlockNumber: output.l2BlockNumber }]
  })
}

/** False for a game that the challenger won, or that the guardian has blacklisted. */
async function isUsable({ l1, portal, proposals }: BridgeContext, { index }: Proposal): Promise<boolean> {
  return reach(l1, async () => {
    const [, , game] = await l1.readContract({
      address: proposals,
      abi: gameAbi,
      functionName: 'gameAtIndex',
      args: [index],
    })
    const [status, isBlacklisted] = await Promise.all([
      l1.readContract({ address: game, abi: gameAbi, functionName: 'status' }),
      l1.readContract({
        address: portal,
        abi: gamesPortalAbi,
        functionName: 'disputeGameBlacklist',
        args: [game],
      }),
    ])
    return status !== gameStatus.challengerWins && !isBlacklisted
  })
}

/** The proof by L2's state at the proposal's block; undefined when the proposal claims another state. */
async function build(
  { l2 }: BridgeContext,
  { withdrawal }: InitiatedWithdrawal,
  proposal: Proposal,
): Promise<Provable | undefined> {
  const { index: outputIndex, root: outputRoot, l2BlockNumber } = proposal
  const { outputRootProof, withdrawalProof } = await reach(l2, () =>
    buildProveWithdrawal(l2, {
      chain: null,
      withdrawal,
      output: { outputIndex, outputRoot, l2BlockNumber, timestamp: 0n },
    }),
  )
  const { version, stateRoot, messagePasserStorageRoot, latestBlockhash } = outputRootProof
  const root = keccak256(concat([version, stateRoot, messagePasserStorageRoot, latestBlockhash]))
  return root === proposal.root ? { proposal, outputRootProof, withdrawalProof } : undefined
}
