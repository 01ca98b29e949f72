import { CheckFailedError } from '../../core/errors/index.ts'
import type { DevChain } from '../dev.ts'
import { checkChallenge } from './challenge.ts'
import { type CheckContext, createCheckContext } from './context.ts'
import { checkFailover } from './failover.ts'
import { checkReplica, checkVerifier } from './followers.ts'
import { checkMoney, type MoneyPath } from './money.ts'
import { checkGames, checkHeads, checkProposals, countBatches } from './posting.ts'
import { checkReorg } from './reorg.ts'

/** What a check has found; it ends with an error when anything is wrong. Numbers of blocks; seconds. */
export type CheckResult = MoneyPath & {
  engine: 'native'
  versionSet: string
  unsafe: number
  safe: number
  finalized: number
  /** Where the batches lie. */
  da: 'calldata' | 'blobs'
  batches: number
  games: number
  outputs: number
  /** Games that op-dispute-mon has judged right. */
  judgedGames: number
  verifierHashEqual: true
  replicaHashEqual: true
  /** The wrong root that op-challenger countered; absent without dispute games. */
  challenge?: { game: string; status: 'CHALLENGER_WINS' }
  reorgSurvived: true
  failover: { blocks: number; transactions: number }
  seconds: Record<string, number>
}

/** Longest windows, in seconds, that a check waits for. */
const LONGEST_WINDOWS = 300

/**
 * Proves that everything of a development chain works: heads, batches, proposals, both bridges, a verifier, a replica,
 * a challenge, an L1 reorg, and three sequencers of which one is killed.
 *
 * @throws CheckFailedError naming what did not hold
 */
export async function checkDev(
  dev: DevChain,
  options: { signal: AbortSignal; report: (text: string) => void },
): Promise<CheckResult> {
  const context = createCheckContext(dev, options)
  requireCheckable(context)
  const { generation, run } = dev.chain.services
  const isGames = generation === 'dispute-games'
  const seconds: Record<string, number> = { ...dev.seconds }
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const startedAt = Date.now()
    const result = await work()
    seconds[name] = (Date.now() - startedAt) / 1000
    return result
  }
  const startedAt = Date.now()
  await timed('heads', () => checkHeads(context, { blocks: 1 }))
  // The windows of a withdrawal pass while others derive the chain.
  const following = (async () => {
    const verifier = await timed('verifier', () => checkVerifier(context))
    return { verifier, replica: await timed('replica', () => checkReplica(context)) }
  })()
  const [money, { verifier, replica }] = await Promise.all([
    checkMoney(context, (name) => {
      seconds[name] = (Date.now() - startedAt) / 1000
    }),
    following,
  ])
  const { games, outputs } = await checkProposals(context)
  const judgedGames = isGames ? await timed('judged', () => checkGames(context)) : 0
  const challenge = isGames ? await timed('challenge', () => checkChallenge(context)) : undefined
  const reorgSurvived = await timed('reorg', () => checkReorg(context))
  const heads = await checkHeads(context, { blocks: 1 })
  const batches = await countBatches(context)
  if (batches === 0) throw new CheckFailedError({ check: 'batches lie on L1', found: 'none' })
  const failover = await timed('failover', () => checkFailover(context))
  seconds.total = (Date.now() - startedAt) / 1000
  return {
    engine: 'native',
    versionSet: run.versionSet,
    ...heads,
    da: run.da,
    batches,
    games,
    outputs,
    judgedGames,
    ...money,
    verifierHashEqual: verifier,
    replicaHashEqual: replica,
    ...(challenge && { challenge }),
    reorgSurvived,
    failover,
    seconds,
  }
}

function requireCheckable({ dev }: CheckContext): void {
  if (dev.engine.kind !== 'native') {
    throw new CheckFailedError({
      check: 'the engine is the real stack',
      found: `${dev.engine.kind}, which fakes what would be checked`,
    })
  }
  if (dev.windowsSeconds > LONGEST_WINDOWS) {
    throw new CheckFailedError({
      check: 'withdrawals can be finalized meanwhile',
      found: `windows of ${dev.windowsSeconds} s in [games] or [outputs], more than ${LONGEST_WINDOWS} s`,
    })
  }
}
