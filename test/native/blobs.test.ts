import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type DevBeacon, freePort, startDevBeacon, startFollower } from '@opraas/deployer'
import { skipWithoutOpstack } from '../capabilities.ts'
import { accounts } from './testing/accounts.ts'
import { type BeaconFront, startBeaconFront } from './testing/beaconFront.ts'
import { until } from './testing/until.ts'
import { type NativeWorld, startWorld } from './testing/world.ts'

/** Longer than the patience with a head that stands still. */
const seconds = 180

for (const versionSet of ['13', '17'] as const) {
  describe(`batches as blobs, version set ${versionSet}`, {
    skip: skipWithoutOpstack(versionSet),
    timeout: 600_000,
  }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'opraas-beacon-'))
    let world: NativeWorld
    let beacon: DevBeacon
    let front: BeaconFront

    before(async () => {
      world = await startWorld({
        versionSet,
        tables: { da: { type: 'blobs' } },
        beacon: async (l1RpcUrl) => {
          beacon = await startDevBeacon({ folder, port: await freePort(), l1RpcUrl })
          front = await startBeaconFront(beacon.url)
          return {
            url: front.url,
            async close() {
              await front.close()
              await beacon.stop()
            },
          }
        },
      })
    })
    after(async () => {
      await world?.close()
      rmSync(folder, { recursive: true, force: true })
    })

    async function heads(): Promise<{ unsafe: bigint; safe: bigint }> {
      const { heads } = await world.status()
      assert.ok(heads)
      return { unsafe: heads.unsafe.number, safe: heads.safe.number }
    }

    /** Waits until everything that is unsafe now is safe. */
    async function caughtUp(): Promise<void> {
      const { unsafe } = await heads()
      await until('the safe head to catch up', async () => (await heads()).safe >= unsafe, { seconds })
    }

    test('the safe head follows, and every transaction of the batcher carries blobs', async () => {
      await caughtUp()
      const { client } = world.l1
      const last = await client.getBlockNumber()
      const types: string[] = []
      for (let blockNumber = 0n; blockNumber <= last; blockNumber++) {
        const { transactions } = await client.getBlock({ blockNumber, includeTransactions: true })
        const own = transactions.filter(({ from }) => from === accounts.batcher.address.toLowerCase())
        types.push(...own.map(({ type }) => type))
      }
      assert.ok(types.length > 0)
      assert.deepEqual([...new Set(types)], ['eip4844'])
    })

    test('a fresh verifier derives the same blocks from L1 and its blobs alone', async () => {
      const { safe } = await heads()
      const signal = AbortSignal.timeout(seconds * 1_000)
      const place = join(world.folder, 'verifier')
      const follower = await startFollower(world.chain, { role: 'verifier', folder: place, signal })
      try {
        const reached = await until(
          'the verifier',
          async () => {
            const status = await follower.sync()
            return status && status.safe_l2.number >= Number(safe) ? status.safe_l2 : undefined
          },
          { seconds },
        )
        const block = await world.l2.getBlock({ blockNumber: BigInt(reached.number) })
        assert.equal(reached.hash, block.hash)
      } finally {
        await follower.stop()
      }
    })

    test('the simulated beacon API is killed: it starts again, and the safe head goes on', async () => {
      const pid = beacon.pid()
      assert.ok(pid)
      process.kill(pid, 'SIGKILL')
      await until('another process', async () => beacon.pid() !== undefined && beacon.pid() !== pid)
      await caughtUp()
    })

    test('blobs that are missing stop the safe head alone; late ones are as good', async () => {
      const before = await heads()
      front.mood = 'withhold'
      const finding = /safe head stands/
      const isNamed = async () => (await world.status()).findings?.some((found) => finding.test(found))
      await until(`the finding ${finding}`, isNamed, { seconds })
      const during = await heads()
      assert.ok(during.unsafe > before.unsafe + 3n, `unsafe ${before.unsafe}, then ${during.unsafe}`)
      const blockNumber = during.unsafe
      // The front door hears of it a moment later.
      const block = await until('the block', () => world.l2.getBlock({ blockNumber }))
      front.mood = 'serve'
      await caughtUp()
      assert.equal((await world.l2.getBlock({ blockNumber })).hash, block.hash)
      await until('health', async () => (await world.status()).healthy, { seconds })
    })

    test('a beacon API that does not answer is named, and the batcher is not started anew for it', async () => {
      const pid = await world.pid('batcher')
      front.mood = 'refuse'
      const finding = 'the beacon API of L1 does not answer (HTTP 503)'
      const isNamed = async () => (await world.status()).findings?.includes(finding)
      await until(`the finding ${finding}`, isNamed, { seconds })
      front.mood = 'serve'
      await caughtUp()
      await until('health', async () => (await world.status()).healthy, { seconds })
      assert.equal(await world.pid('batcher'), pid)
    })
  })
}
