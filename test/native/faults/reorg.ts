import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { l1Abi } from '@opraas/deployer/core'
import { type Hex, toHex } from 'viem'
import { headsOf } from '../testing/heads.ts'
import { askUrl } from '../testing/rpc.ts'
import { until } from '../testing/until.ts'
import { type NativeWorld, startWorld } from '../testing/world.ts'

/** How many L1 blocks are replaced; their transactions do not come back. What is final stays, as on any real L1. */
const DEPTH = 8
/** Longer than the patience with a batcher and a proposer that wait for them. */
const seconds = 180

/** An L1 that changes its mind. */
export function describeReorg(versionSet: '13' | '17'): void {
  describe('an L1 that', { concurrency: false }, () => {
    let world: NativeWorld
    before(async () => {
      world = await startWorld({ versionSet, l1EpochSlots: DEPTH, front: true })
      await until('a safe head', async () => (await headsOf(world)).safe > 0n)
    })
    after(() => world?.close())

    const countGames = () =>
      world.l1.client.readContract({
        ...{ address: world.chain.services.proposals, abi: l1Abi, functionName: 'gameCount' },
      })

    test('forgets blocks with batches and proposals: they are posted again', async () => {
      const games = await until('a game', async () => (await countGames()) || undefined)
      const { unsafe } = await headsOf(world)
      await reorg()
      await until('the safe head to come back', async () => (await headsOf(world)).safe > unsafe, { seconds })
      await until('more proposals', async () => (await countGames()) > games, { seconds })
      await until('health', async () => (await world.status()).healthy)
    })

    test('forgets blocks, by an RPC that still knows them: what builds on those is dropped', async () => {
      assert.ok(world.front)
      const { unsafe } = await headsOf(world)
      world.front.mood = { kind: 'lag', blocks: await lastBlocks() }
      const seen = await reorg()
      await until('op-node to see it', async () => {
        const sync = await world.askService<{ head_l1: { number: number } }>(
          'node-0.rpc',
          'optimism_syncStatus',
        )
        return sync.head_l1.number > seen + 2
      })
      world.front.mood = { kind: 'honest' }
      await until('the safe head to come back', async () => (await headsOf(world)).safe > unsafe, { seconds })
      await until('health', async () => (await world.status()).healthy)
    })

    const readHead = async () => Number(await world.l1.client.getBlockNumber({ cacheTime: 0 }))

    /** Replaces the last blocks of L1. @returns Its head then */
    async function reorg(): Promise<number> {
      await world.l1.client.request({ method: 'anvil_reorg', params: [DEPTH, []] } as never)
      return readHead()
    }

    /** Headers of those L1 blocks that a reorg would replace now, and of some before, by number in hex. */
    async function lastBlocks(): Promise<Map<string, unknown>> {
      const head = await readHead()
      const numbers = Array.from({ length: DEPTH + 2 }, (_, index) => toHex(head - index))
      const read = (number: Hex) => askUrl(world.l1.url, 'eth_getBlockByNumber', [number, false])
      return new Map(await Promise.all(numbers.map(async (number) => [number, await read(number)] as const)))
    }
  })
}
