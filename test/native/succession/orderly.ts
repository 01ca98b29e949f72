import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Head } from '@opraas/deployer'
import { parseEther, toHex, zeroHash } from 'viem'
import { accounts } from '../testing/accounts.ts'
import { startTransactionLoop, type TransactionLoop } from '../testing/transactionLoop.ts'
import { until } from '../testing/until.ts'
import { type NativeWorld, startWorld } from '../testing/world.ts'
import { bridgeOf } from './bridgeOf.ts'
import { requireJudgedRight } from './judge.ts'
import { proposalAbi, readLastGame } from './onL1.ts'
import { install, succeed, type Vendor, vendorOf } from './successor.ts'

const amountWei = parseEther('0.25')

/** A vendor that helps: the chain is drained, gets other keys, and goes on elsewhere. Twice, while transactions go on. */
export function describeOrderly(): void {
  describe('handed over in order', { concurrency: false }, () => {
    const [second, third] = [vendorOf(1), vendorOf(2)]
    const withdrawals: { hash: `0x${string}`; to: `0x${string}` }[] = []
    let world: NativeWorld
    let heir: NativeWorld
    let last: NativeWorld
    let loop: TransactionLoop
    let drained: Head

    before(async () => {
      world = await startWorld({ versionSet: '13', tables: { services: { dispute_mon: true } } })
      loop = await startTransactionLoop(world, accounts.users[0])
    })
    after(async () => {
      await last?.close()
      await heir?.close()
      await world?.close()
    })

    test('one withdrawal is proven, another only initiated', async () => {
      const bridge = await bridgeOf(world)
      for (const to of [
        '0x000000000000000000000000000000000000f001',
        '0x000000000000000000000000000000000000f002',
      ] as const) {
        const { l2Hash } = await bridge.withdraw({ amountWei, to })
        withdrawals.push({ hash: l2Hash, to })
      }
      const [proven] = withdrawals
      assert.ok(proven)
      await bridge.prove({ hash: proven.hash, wait: true })
      await loop.more()
    })

    test('drained: every block is posted, final and in a game, and none is made any more', async () => {
      drained = await drain(world)
      const { heads, findings } = await world.status()
      assert.ok(heads)
      for (const head of Object.values(heads)) assert.equal(head.hash, drained.hash)
      assert.ok((await readLastGame(world)).upTo >= drained.number)
      assert.deepEqual(findings, [`drained at L2 block ${drained.number}`])
      const { address } = accounts.batcher
      const count = await world.l1.client.getTransactionCount({ address })
      await sleep(4_000)
      assert.equal(await world.l1.client.getTransactionCount({ address }), count, 'nothing is left to post')
      const head = await world.askService<{ hash: string }>('engine-0.http', 'eth_getBlockByNumber', [
        'latest',
        false,
      ])
      assert.equal(head.hash, drained.hash)
      await world.down()
    })

    test('other keys are installed, and the old ones are refused before they start', async () => {
      await install(world, second)
      await assert.rejects(
        world.deployer.requireKeyRoles(),
        (error: Error & { code: string; next: string }) => {
          assert.equal(error.code, 'OPR-204')
          assert.match(
            error.message,
            new RegExp(
              `^The batcher of this chain is ${second.batcher.address}, expected ${accounts.batcher.address}`,
              'i',
            ),
          )
          assert.match(error.next, /rotate-keys --to/)
          return true
        },
      )
    })

    test('the old proposer can create no game', async () => {
      const create = world.l1.client.simulateContract({
        address: world.chain.services.proposals,
        abi: proposalAbi,
        functionName: 'create',
        args: [1, zeroHash, toHex(drained.number + 1n, { size: 32 })],
        account: accounts.proposer,
      })
      await assert.rejects(create, /BadAuth/)
    })

    test('the next vendor goes on from a copy of the data', async () => {
      heir = await succeed(world, second, { name: 'second', data: dataOf(world) })
      await heir.up()
      await requireContinuity(heir, second)
    })

    test('a withdrawal that was proven before is finalized, one that was not is proven now', async () => {
      const bridge = await bridgeOf(heir)
      for (const { hash, to } of withdrawals) {
        await bridge.prove({ hash, wait: true })
        await bridge.finalize({ hash, wait: true })
        assert.equal(await world.l1.client.getBalance({ address: to }), amountWei)
      }
      await loop.more()
    })

    test('the one after it derives the chain from L1 alone', async () => {
      drained = await drain(heir)
      await heir.down()
      await install(world, third)
      last = await succeed(heir, third, { name: 'third' })
      await last.up()
      await requireContinuity(last, third)
    })

    test('no L2 block that anyone saw was lost', async () => {
      await loop.finish()
      const { services } = await last.status()
      assert.ok(services.every(({ restarts }) => restarts === 0))
    })

    async function drain(from: NativeWorld): Promise<Head> {
      assert.ok(from.engine.drain)
      const head = await from.engine.drain(from.chain, {
        signal: AbortSignal.timeout(120_000),
        report: () => undefined,
      })
      assert.ok(head.number > 0n)
      return head
    }

    /** The same block where the chain was drained, and from there on blocks, batches and games by the new keys. */
    async function requireContinuity(now: NativeWorld, vendor: Vendor): Promise<void> {
      await loop.more()
      const block = await now.l2.getBlock({ blockNumber: drained.number })
      assert.equal(block.hash, drained.hash)
      const { heads } = await now.status()
      assert.ok(heads && heads.unsafe.number > drained.number)
      const goal = heads.unsafe
      await until('batches of the new key', async () => {
        const safe = (await now.status()).heads?.safe
        return safe !== undefined && safe.number > goal.number
      })
      assert.equal((await now.l2.getBlock({ blockNumber: goal.number })).hash, goal.hash)
      const sent = await now.l1.client.getTransactionCount({ address: vendor.batcher.address })
      assert.ok(sent > 0)
      await until('a game by the new proposer', async () => {
        const { creator, upTo } = await readLastGame(now)
        return creator === vendor.proposer.address && upTo > drained.number
      })
      await requireJudgedRight(now)
    }
  })
}

/** Data of the op-geth of a chain that has stopped. */
function dataOf({ chain }: NativeWorld): string {
  return join(chain.folder, 'engine', 'data', 'engine-0')
}
