import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { accounts } from '../testing/accounts.ts'
import { startTransactionLoop } from '../testing/transactionLoop.ts'
import { until } from '../testing/until.ts'
import { type NativeWorld, startWorld } from '../testing/world.ts'

/** Longer than the patience with a head that stands still. */
const seconds = 180

/** Services that live and do nothing: the heads tell. */
export function describeSilence(
  versionSet: '13' | '17',
  silences: readonly ('stoppedBatcher' | 'hungBatcher' | 'hungEngine')[],
): void {
  describe('silent', { concurrency: false }, () => {
    let world: NativeWorld
    before(async () => {
      world = await startWorld({ versionSet })
    })
    after(() => world?.close())

    for (const silence of silences) {
      test(`${titles[silence]} is found by its head, and started anew`, async () => {
        const loop = await startTransactionLoop(world, accounts.users[0])
        const service = silence === 'hungEngine' ? 'engine-0' : 'batcher'
        const pid = await world.pid(service)
        if (silence === 'stoppedBatcher') await world.askService('batcher.rpc', 'admin_stopBatcher')
        else await world.kill(service, 'SIGSTOP')
        const head = silence === 'hungEngine' ? /unsafe head stands|no op-node answers/ : /safe head stands/
        await until(
          `the finding ${head}`,
          async () => (await world.status()).findings?.some((finding) => head.test(finding)),
          { seconds },
        )
        await until(`another ${service}`, async () => (await world.pid(service)) !== pid, { seconds })
        await until('health', async () => (await world.status()).healthy, { seconds })
        const { heads } = await world.status()
        assert.ok(heads)
        await until('the safe head to follow', async () => {
          const now = (await world.status()).heads
          return now && now.safe.number >= heads.unsafe.number
        })
        await loop.more()
        await loop.finish()
      })
    }
  })
}

const titles = {
  stoppedBatcher: 'a batcher that was told to submit nothing (admin_stopBatcher)',
  hungBatcher: 'a batcher that hangs (SIGSTOP)',
  hungEngine: 'an op-geth that hangs (SIGSTOP)',
} as const
