import { parseAbi } from 'viem'
import { CheckFailedError } from '../../core/errors/index.ts'
import { serviceUrl } from '../../engines/index.ts'
import { reach } from '../../rpc/client.ts'
import { type CheckContext, eventually } from './context.ts'

const factoryAbi = parseAbi(['function gameCount() view returns (uint256)'])
const oracleAbi = parseAbi(['function nextOutputIndex() view returns (uint256)'])

/** Waits until all three heads have moved; at least `blocks` beyond genesis. */
export async function checkHeads(
  { dev, signal }: CheckContext,
  { blocks }: { blocks: number },
): Promise<{ unsafe: number; safe: number; finalized: number }> {
  let seen = 'no heads'
  return eventually('heads advance', { signal, seconds: 120, seen: () => seen }, async () => {
    const { heads } = await dev.engine.status(dev.chain)
    if (!heads) return undefined
    const numbers = {
      unsafe: Number(heads.unsafe.number),
      safe: Number(heads.safe.number),
      finalized: Number(heads.finalized.number),
    }
    seen = JSON.stringify(numbers)
    return Math.min(...Object.values(numbers)) >= blocks ? numbers : undefined
  })
}

/**
 * Batches of the batcher that lie in the inbox on L1, in blobs or in calldata as the chain is configured.
 *
 * @throws CheckFailedError when one lies there in the other form: then a verifier did not derive from this one alone
 */
export async function countBatches({ dev, l1 }: CheckContext): Promise<number> {
  const { chain } = dev
  const { da } = chain.services.run
  const inbox = await reach(l1, () =>
    l1.readContract({
      address: chain.services.systemConfig,
      abi: parseAbi(['function batchInbox() view returns (address)']),
      functionName: 'batchInbox',
    }),
  )
  const last = await reach(l1, () => l1.getBlockNumber())
  let count = 0
  for (let number = chain.l1OriginNumber; number <= last; number++) {
    const { transactions } = await reach(l1, () =>
      l1.getBlock({ blockNumber: number, includeTransactions: true }),
    )
    const batches = transactions.filter(
      ({ from, to }) =>
        to?.toLowerCase() === inbox.toLowerCase() &&
        from.toLowerCase() === chain.services.batcher.toLowerCase(),
    )
    const other = batches.find(({ type }) => (type === 'eip4844') !== (da === 'blobs'))
    if (other)
      throw new CheckFailedError({ check: `batches are ${da}`, found: `${other.type} ${other.hash}` })
    count += batches.length
  }
  return count
}

/** Proposals on L1: games, or outputs. Waits for the first. */
export async function checkProposals(context: CheckContext): Promise<{ games: number; outputs: number }> {
  const { dev, l1, signal } = context
  const { generation, proposals } = dev.chain.services
  const read = (): Promise<bigint> =>
    generation === 'dispute-games'
      ? l1.readContract({ address: proposals, abi: factoryAbi, functionName: 'gameCount' })
      : l1.readContract({ address: proposals, abi: oracleAbi, functionName: 'nextOutputIndex' })
  const count = await eventually('proposals land on L1', { signal, seconds: 180 }, async () => {
    const found = Number(await reach(l1, read))
    return found > 0 ? found : undefined
  })
  return generation === 'dispute-games' ? { games: count, outputs: 0 } : { games: 0, outputs: count }
}

/**
 * Lets op-dispute-mon judge all games, by its own node: every one must be right.
 *
 * @returns How many it has judged.
 */
export async function checkGames(context: CheckContext): Promise<number> {
  const { dev, signal } = context
  const url = `${serviceUrl(dev.chain, 'dispute-mon.metrics')}/metrics`
  let seen = 'no metrics'
  return eventually(
    'op-dispute-mon judges the games',
    { signal, seconds: 90, seen: () => seen },
    async () => {
      const text = await fetch(url, { signal }).then(
        (response) => response.text(),
        () => '',
      )
      const judged = readSeries(text, 'op_dispute_mon_games_agreement')
      seen = JSON.stringify(judged.filter(({ value }) => value > 0))
      const wrong = judged.find(
        ({ labels, value }) =>
          value > 0 && !/result_correctness="correct".*root_agreement="agree"/.test(labels),
      )
      if (wrong) throw new CheckFailedError({ check: 'games are right', found: wrong.labels })
      const failed = readSeries(text, 'op_dispute_mon_failed_games').reduce(
        (sum, { value }) => sum + value,
        0,
      )
      const total = judged.reduce((sum, { value }) => sum + value, 0)
      return total > 0 && failed === 0 ? total : undefined
    },
  )
}

function readSeries(text: string, name: string): { labels: string; value: number }[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .map((line) => {
      const space = line.lastIndexOf(' ')
      return { labels: line.slice(name.length, space), value: Number(line.slice(space + 1)) }
    })
}
