import { setTimeout as sleep } from 'node:timers/promises'
import { BaseError, type Hash, type TransactionReceipt } from 'viem'
import { type Anvil, startAnvil } from '../../../deployer/src/testing/anvil.ts'

/** A chain whose clock the seed moves. */
export type SeedChain = {
  url: string
  chainId: number
  /** Sends for every account. */
  client: Anvil['client']
  /** The next block is not before this second. */
  moveTo(timestamp: number): void
  /** Mines one transaction in a block of its own. @throws Error with the reason when it reverts */
  mine(what: string, send: () => Promise<Hash>): Promise<TransactionReceipt>
  /** Mines what others send until they are done. */
  lend<T>(work: () => Promise<T>): Promise<T>
  /** From now on blocks come by themselves, with the time of the wall. */
  goLive(blockSeconds: number): Promise<void>
  close(): Promise<void>
}

/** Between two blocks while others send. */
const LENT_BLOCK_MS = 200

/** What every transaction of the seed has: nothing is asked of the chain before it is sent. */
export const asIs = { chain: null, gas: 3_000_000n } as const

/** Starts a chain in the past; every account may send. */
export async function startSeedChain(options: { chainId: number; startAt: number }): Promise<SeedChain> {
  const { chainId, startAt } = options
  const anvil = await startAnvil({
    chainId,
    args: [
      ...['--timestamp', String(startAt), '--gas-limit', '60000000', '--hardfork', 'osaka'],
      ...['--auto-impersonate', '--accounts', '1', '--slots-in-an-epoch', '1', '--no-mining'],
    ],
  })
  const { client, url } = anvil
  let clock = startAt

  async function mineBlock(): Promise<void> {
    clock++
    await client.setNextBlockTimestamp({ timestamp: BigInt(clock) })
    await client.mine({ blocks: 1 })
  }

  async function reasonOf({ transactionHash, blockNumber }: TransactionReceipt): Promise<string> {
    const { from, to, input } = await client.getTransaction({ hash: transactionHash })
    return client.call({ account: from, to, data: input, blockNumber: blockNumber - 1n }).then(
      () => 'only there and then',
      (error: unknown) => (error instanceof BaseError ? error.details : String(error)),
    )
  }

  return {
    url,
    chainId,
    client,
    moveTo(timestamp) {
      clock = Math.max(clock, timestamp - 1)
    },
    async mine(what, send) {
      const hash = await send()
      await mineBlock()
      const receipt = await client.getTransactionReceipt({ hash })
      if (receipt.status !== 'success') throw new Error(`${what} reverted: ${await reasonOf(receipt)}`)
      return receipt
    },
    async lend(work) {
      const working = work()
      const ended = working.then(
        () => true,
        () => true,
      )
      while (!(await Promise.race([ended, sleep(LENT_BLOCK_MS, false)]))) await mineBlock()
      return working
    },
    async goLive(blockSeconds) {
      await client.setNextBlockTimestamp({ timestamp: BigInt(Math.floor(Date.now() / 1000)) })
      await client.mine({ blocks: 1 })
      await client.setIntervalMining({ interval: blockSeconds })
    },
    close: () => anvil.close(),
  }
}
