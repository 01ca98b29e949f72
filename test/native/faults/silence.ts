import { after, before, describe, test } from 'node:test'
import { accounts } from '../testing/accounts.ts'
import { followsSafely } from '../testing/heads.ts'
import { startTransactionLoop } from '../testing/transactionLoop.ts'
import { until } from '../testing/until.ts'
import { type NativeWorld, startWorld } from '../testing/world.ts'

/** Longer than the patience with a head that stands still. */
const seconds = 180

/** How each falls silent, and by what it is found. */
const silences = {
  stoppedBatcher: {
    title: 'a batcher that was told to submit nothing (admin_stopBatcher)',
    service: 'batcher',
    head: /safe head stands/,
  },
  hungBatcher: { title: 'a batcher that hangs (SIGSTOP)', service: 'batcher', head: /safe head stands/ },
  hungProposer: { title: 'a proposer that hangs (SIGSTOP)', service: 'proposer', head: /proposals stand at/ },
  hungEngine: {
    title: 'an op-geth that hangs (SIGSTOP)',
    service: 'engine-0',
    head: /unsafe head stands|no op-node answers/,
  },
} as const

/** A service that lives and does nothing: its head tells. */
export function describeSilence(versionSet: '13' | '17', silence: keyof typeof silences): void {
  const { title, service, head } = silences[silence]
  describe('silent', () => {
    let world: NativeWorld
    before(async () => {
      world = await startWorld({ versionSet })
    })
    after(() => world?.close())

    test(`${title} is found by its head, and started anew`, async () => {
      const loop = await startTransactionLoop(world, accounts.users[0])
      const pid = await until(`a ${service}`, () => world.pid(service))
      // It answers when its last transaction is through, which may take longer than one waits; its head tells.
      if (silence === 'stoppedBatcher')
        await world.askService('batcher.rpc', 'admin_stopBatcher').catch(ignoreTimeout)
      else await world.kill(service, 'SIGSTOP')
      await until(
        `the finding ${head}`,
        async () => (await world.status()).findings?.some((finding) => head.test(finding)),
        { seconds },
      )
      await until(`another ${service}`, async () => (await world.pid(service)) !== pid, { seconds })
      await until('health', async () => (await world.status()).healthy, { seconds })
      await followsSafely(world)
      await loop.more()
      await loop.finish()
    })
  })
}

function ignoreTimeout(error: Error): void {
  if (error.name !== 'TimeoutError') throw error
}
