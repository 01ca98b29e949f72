import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { followsSafely, headsOf } from '../testing/heads.ts'
import type { FrontMood } from '../testing/l1Front.ts'
import { until } from '../testing/until.ts'
import { type NativeWorld, startWorld } from '../testing/world.ts'

/** An L1 that stalls, lies, refuses, forgets or runs ahead: it is named, and nothing of ours is restarted for it. */
export function describeL1Faults(versionSet: '13' | '17'): void {
  describe('an L1 that', { concurrency: false }, () => {
    let world: NativeWorld
    before(async () => {
      world = await startWorld({ versionSet, front: true })
      await until('a safe head', async () => (await headsOf(world)).safe > 0n)
    })
    after(() => world?.close())

    test('stalls', async () => {
      const restarts = await restartsOf(world)
      // An op-node that was about to take the next L1 block waits for it: then L1 stalls once more.
      let goesOn = false
      for (let attempt = 0; attempt < 3 && !goesOn; attempt++) {
        process.kill(world.l1.pid, 'SIGSTOP')
        try {
          await finding(world, /L1 RPC does not answer/)
          goesOn = await makesBlocks(20)
        } finally {
          process.kill(world.l1.pid, 'SIGCONT')
        }
        await recovers(world)
      }
      assert.ok(goesOn, 'unsafe blocks go on while L1 stalls')
      await nothingRestarted(restarts)
    })

    async function nothingRestarted(before: Record<string, number>): Promise<void> {
      const now = await restartsOf(world)
      for (const [name, restarts] of Object.entries(before)) assert.equal(now[name], restarts, name)
    }

    async function makesBlocks(seconds: number): Promise<boolean> {
      const { unsafe } = await headsOf(world)
      const deadline = Date.now() + seconds * 1_000
      while (Date.now() < deadline) {
        if ((await headsOf(world)).unsafe > unsafe + 2n) return true
        await sleep(500)
      }
      return false
    }

    const moods: { name: string; mood: FrontMood; expected: RegExp }[] = [
      {
        name: 'answers for another chain',
        mood: { kind: 'lie', chainId: 1337 },
        expected: /answers for chain 1337, expected 31337/,
      },
      { name: 'limits our calls', mood: { kind: 'tooMany' }, expected: /limits our calls \(HTTP 429\)/ },
    ]
    for (const { name, mood, expected } of moods) {
      test(name, async () => {
        const restarts = await restartsOf(world)
        setMood(world, mood)
        await finding(world, expected)
        const { unsafe } = await headsOf(world)
        await until('more unsafe blocks', async () => (await headsOf(world)).unsafe > unsafe + 2n)
        setMood(world, { kind: 'honest' })
        await recovers(world)
        await nothingRestarted(restarts)
      })
    }

    test('answers for another chain when the chain is started: it is not', async () => {
      await world.down()
      setMood(world, { kind: 'lie', chainId: 1337 })
      await assert.rejects(world.up(), { code: 'OPR-201' })
      setMood(world, { kind: 'honest' })
      await world.up()
      await recovers(world)
    })

    test('runs ahead of this machine', async () => {
      const restarts = await restartsOf(world)
      await world.l1.client.increaseTime({ seconds: 120 })
      await finding(world, /L1 is 1[12]\d s ahead of this machine's clock/)
      const { safe } = await headsOf(world)
      await until('more safe blocks', async () => (await headsOf(world)).safe > safe + 2n)
      await nothingRestarted(restarts)
    })
  })
}

function setMood({ front }: NativeWorld, mood: FrontMood): void {
  assert.ok(front)
  front.mood = mood
}

async function finding(world: NativeWorld, expected: RegExp): Promise<void> {
  await until(`the finding ${expected}`, async () =>
    (await world.status()).findings?.some((found) => expected.test(found)),
  )
}

/** Healthy again, and what happens from now on becomes safe. */
async function recovers(world: NativeWorld): Promise<void> {
  await until('health', async () => (await world.status()).healthy)
  await followsSafely(world)
}

async function restartsOf(world: NativeWorld): Promise<Record<string, number>> {
  const { services } = await world.status()
  return Object.fromEntries(services.map(({ name, restarts }) => [name, restarts]))
}
