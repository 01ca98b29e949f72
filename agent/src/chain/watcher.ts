import { marketplaceAbi } from '@opraas/contracts'
import { type Market, reach } from '@opraas/deployer'
import type { Address, Hash, Hex } from 'viem'

/** A block as the watcher remembers it. */
export type Checkpoint = { number: bigint; hash: Hash }

/** What the watcher keeps between two looks, newest checkpoint last. */
export type WatcherMemory = {
  checkpoints: Checkpoint[]
  /** Agreements found so far, with the block they were accepted in. */
  agreements: { agreementId: Hex; block: bigint }[]
}

/** One look at the market: everything up to `head` is known. */
export type Look = {
  head: Checkpoint
  /** Unix seconds of the head block. */
  timestampSeconds: number
  agreementIds: Hex[]
  /** Set when blocks known before are gone: everything behind this block was forgotten and read again. */
  rewoundTo?: bigint
}

export type WatcherOptions = {
  market: Market
  /** Only agreements of this vendor; all when absent. */
  vendor?: Address
  /** Blocks that a log must be deep to count; 1: the newest block counts. */
  confirmations: number
  load(): Promise<WatcherMemory>
  save(memory: WatcherMemory): Promise<void>
}

/** Blocks read at once: most RPCs answer so many. */
const MAX_RANGE = 5_000n
/** Checkpoints kept: a reorg deeper than the oldest one starts over. */
const MAX_CHECKPOINTS = 64

/**
 * Finds agreements as they are accepted. Events only lead to ids; states are read from the chain, so a missed,
 * repeated or reorged log costs a look, not a mistake.
 */
export function createWatcher(options: WatcherOptions) {
  const { market, vendor, confirmations } = options
  const { client, marketplace } = market

  let fromTheStart = false

  return {
    /** Makes the next look read the whole market again: what an RPC once left out comes to light. */
    resync(): void {
      fromTheStart = true
    },

    /** Looks once. Throws when the RPC does not answer; what was known stays. */
    async look(): Promise<Look> {
      const memory = await options.load()
      const newest = await reach(client, () => client.getBlockNumber())
      const number = newest - BigInt(confirmations - 1)
      const head = await reach(client, () => client.getBlock({ blockNumber: number < 0n ? 0n : number }))
      const rewoundTo = await rewind(memory)
      const from = fromTheStart
        ? market.fromBlock
        : (memory.checkpoints.at(-1)?.number ?? market.fromBlock - 1n) + 1n
      for (let start = from; start <= head.number; start += MAX_RANGE) {
        const end = start + MAX_RANGE - 1n
        await readRange(memory, start, end < head.number ? end : head.number)
      }
      fromTheStart = false
      if (head.number > (memory.checkpoints.at(-1)?.number ?? -1n)) {
        memory.checkpoints.push({ number: head.number, hash: head.hash })
        memory.checkpoints.splice(0, memory.checkpoints.length - MAX_CHECKPOINTS)
      }
      await options.save(memory)
      return {
        head: { number: head.number, hash: head.hash },
        timestampSeconds: Number(head.timestamp),
        agreementIds: memory.agreements.map(({ agreementId }) => agreementId),
        ...(rewoundTo !== undefined && { rewoundTo }),
      }
    },
  }

  /** Drops checkpoints that are no longer part of the chain, and what was found behind the last good one. */
  async function rewind(memory: WatcherMemory): Promise<bigint | undefined> {
    let dropped = false
    for (;;) {
      const last = memory.checkpoints.at(-1)
      if (!last || (await hashAt(last.number)) === last.hash) break
      memory.checkpoints.pop()
      dropped = true
    }
    if (!dropped) return undefined
    const good = memory.checkpoints.at(-1)?.number ?? market.fromBlock - 1n
    memory.agreements = memory.agreements.filter(({ block }) => block <= good)
    return good
  }

  async function hashAt(number: bigint): Promise<Hash | undefined> {
    const block = await reach(client, () =>
      client.request({ method: 'eth_getBlockByNumber', params: [`0x${number.toString(16)}`, false] }),
    )
    return block?.hash ?? undefined
  }

  async function readRange(memory: WatcherMemory, fromBlock: bigint, toBlock: bigint): Promise<void> {
    const events = await reach(client, () =>
      client.getContractEvents({
        address: marketplace,
        abi: marketplaceAbi,
        eventName: 'AgreementAccepted',
        args: vendor ? { vendor } : {},
        fromBlock,
        toBlock,
        strict: true,
      }),
    )
    const known = new Set(memory.agreements.map(({ agreementId }) => agreementId))
    for (const { args, blockNumber } of events) {
      if (!known.has(args.agreementId))
        memory.agreements.push({ agreementId: args.agreementId, block: blockNumber })
    }
  }
}

export type Watcher = ReturnType<typeof createWatcher>

/** A memory that ends with the process: the next one reads the market from its first block. */
export function volatileMemory(): Pick<WatcherOptions, 'load' | 'save'> {
  let memory: WatcherMemory = { checkpoints: [], agreements: [] }
  return {
    load: async () => memory,
    save: async (next) => {
      memory = next
    },
  }
}
