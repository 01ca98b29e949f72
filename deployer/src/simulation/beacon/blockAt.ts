import type { Hex } from 'viem'
import type { L1Transaction } from './blobs.ts'

/** Slots whose block is remembered. */
const MAX_KNOWN = 1_000

type Header = { timestamp: Hex }

/** A block with its transactions. */
export type L1Block = Header & { transactions: readonly L1Transaction[] }

/** One call of the L1's RPC. */
export type AskL1 = <T>(method: string, params: readonly unknown[]) => Promise<T>

/**
 * Finds blocks by their timestamp, in seconds; each block of L1 has another one, and later blocks have later ones.
 *
 * @returns The block of now: what is remembered is compared, because a reorg may have moved it. Undefined without one.
 */
export function createBlockFinder(ask: AskL1): (timestamp: number) => Promise<L1Block | undefined> {
  const known = new Map<number, number>()

  async function timeOf(number: number): Promise<number> {
    const header = await ask<Header | null>('eth_getBlockByNumber', [hexOf(number), false])
    // L1 has become shorter meanwhile: as if the block was still to come.
    return header ? Number(header.timestamp) : Number.POSITIVE_INFINITY
  }

  async function search(timestamp: number): Promise<number | undefined> {
    let high = Number(await ask<Hex>('eth_blockNumber', []))
    let low = high
    // Back from the head, each step twice as long: what is asked for is recent, and a fork's old blocks are far away.
    for (let step = 1; low > 0 && (await timeOf(low)) > timestamp; step *= 2) {
      high = low - 1
      low = Math.max(0, low - step)
    }
    while (low <= high) {
      const middle = Math.floor((low + high) / 2)
      const time = await timeOf(middle)
      if (time === timestamp) return middle
      if (time < timestamp) low = middle + 1
      else high = middle - 1
    }
    return undefined
  }

  async function read(number: number, timestamp: number): Promise<L1Block | undefined> {
    const block = await ask<L1Block | null>('eth_getBlockByNumber', [hexOf(number), true])
    return block && Number(block.timestamp) === timestamp ? block : undefined
  }

  return async (timestamp) => {
    const remembered = known.get(timestamp)
    const there = remembered === undefined ? undefined : await read(remembered, timestamp)
    if (there) return there
    known.delete(timestamp)
    const number = await search(timestamp)
    if (number === undefined) return undefined
    known.set(timestamp, number)
    const [oldest] = known.keys()
    if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest)
    return read(number, timestamp)
  }
}

function hexOf(number: number): Hex {
  return `0x${number.toString(16)}`
}
