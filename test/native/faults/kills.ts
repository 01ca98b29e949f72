import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { accounts } from '../testing/accounts.ts'
import { isAlive } from '../testing/processes.ts'
import { startTransactionLoop, type TransactionLoop } from '../testing/transactionLoop.ts'
import { until } from '../testing/until.ts'
import { type NativeWorld, startWorld } from '../testing/world.ts'

/** Processes that end without warning, while transactions go on. */
export function describeKills(versionSet: '13' | '17'): void {
  describe('killed', { concurrency: false }, () => {
    let world: NativeWorld
    let loop: TransactionLoop
    before(async () => {
      world = await startWorld({ versionSet })
      loop = await startTransactionLoop(world, accounts.users[0])
      await loop.more()
    })
    after(() => world?.close())

    for (const service of ['engine-0', 'node-0', 'batcher', 'proposer', 'gateway', 'resolver']) {
      test(`${service}: starts again, and the transactions go on`, async () => {
        const pid = await world.pid(service)
        await world.kill(service)
        await until(`another ${service}`, async () => (await world.pid(service)) !== pid)
        await loop.more()
        await until('health', async () => (await world.status()).healthy)
      })
    }

    test('the host: `up` ends what it left behind and starts anew, with one batcher', async () => {
      const before = await world.status()
      // Most services end with the pipe that their logs go into. One that hangs does not, and has the batcher's key.
      await world.kill('batcher', 'SIGSTOP')
      await world.killHost()
      assert.equal((await world.status()).running, false)
      assert.equal(isAlive(before.services.find(({ name }) => name === 'batcher')?.pid), true)
      await world.up()
      for (const { name, pid } of before.services) {
        assert.equal(isAlive(pid), false, `${name} of the killed host has ended`)
        assert.notEqual(await until(`another ${name}`, () => world.pid(name)), pid)
      }
      await loop.more()
    })

    test('no L2 block that anyone saw was lost', () => loop.finish())

    test('safe blocks are those that were seen, too', async () => {
      const { heads } = await world.status()
      assert.ok(heads)
      await until('the safe head to pass all of it', async () => {
        const now = await world.status()
        return now.heads !== undefined && now.heads.safe.number >= heads.unsafe.number
      })
      const block = await world.l2.getBlock({ blockNumber: heads.unsafe.number })
      assert.equal(block.hash, heads.unsafe.hash)
    })
  })
}
