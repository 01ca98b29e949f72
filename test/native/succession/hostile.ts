import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Head } from '@opraas/deployer'
import { type Hash, type Hex, parseEther, toHex, zeroHash } from 'viem'
import { type Follower, startFollower } from '../../../deployer/src/engines/index.ts'
import { accounts } from '../testing/accounts.ts'
import { askUrl } from '../testing/rpc.ts'
import { startTransactionLoop, type TransactionLoop } from '../testing/transactionLoop.ts'
import { until } from '../testing/until.ts'
import { type NativeWorld, startWorld } from '../testing/world.ts'
import { bridgeOf } from './bridgeOf.ts'
import { proposalAbi, readLastGame, readLastOutput } from './onL1.ts'
import { install, ownerOf, succeed, vendorOf } from './successor.ts'

const amountWei = parseEther('0.25')
const receiver = '0x000000000000000000000000000000000000f003'
/** L1 blocks for which a vendor without rights goes on. */
const PATIENCE_BLOCKS = 25

/**
 * A vendor that does not help: its keys are taken away while it goes on, and others get the chain.
 *
 * @param from - what the next vendor begins with: L1 alone, or the data of the client's replica
 */
export function describeHostile(generation: 'dispute-games' | 'output-oracle', from: 'L1' | 'replica'): void {
  describe(`taken away, ${generation}, going on from ${from}`, { concurrency: false }, () => {
    const second = vendorOf(1)
    let world: NativeWorld
    let heir: NativeWorld
    let replica: Follower
    let loop: TransactionLoop
    let withdrawal: Hash
    /** A transaction in a block of the old vendor that never counted. */
    let late: { hash: Hash; raw: Hex }
    /** The last block of the old vendor before its keys were taken away. */
    let atRevocation: Head
    /** Heads of the old vendor when its keys had been taken away for a while. */
    let left: { unsafe: Head; safe: Head }
    /** The last block that the client's replica has. */
    let held: { number: number; hash: Hash }

    before(async () => {
      world = await startWorld({
        versionSet: '13',
        tables: { l1: { generation }, outputs: { submission_interval: 5, finalization_period: 10 } },
      })
      loop = await startTransactionLoop(world, accounts.users[0])
      const folder = join(world.folder, 'replica')
      const signal = AbortSignal.timeout(120_000)
      replica = await startFollower(world.chain, { role: 'replica', folder, signal })
    })
    after(async () => {
      await heir?.close()
      await replica?.stop()
      await world?.close()
    })

    test('the client’s replica hears every block before it lies on L1', async () => {
      await loop.more()
      const bridge = await bridgeOf(world)
      const { l2Hash } = await bridge.withdraw({ amountWei, to: receiver })
      withdrawal = l2Hash
      const { blockNumber } = await world.l2.getTransactionReceipt({ hash: withdrawal })
      await until('the withdrawal to be safe', async () => {
        const safe = (await world.status()).heads?.safe.number ?? 0n
        return safe >= blockNumber
      })
      await until('gossip', async () => {
        const theirs = await replica.sync()
        return theirs && theirs.unsafe_l2.number > theirs.safe_l2.number
      })
    })

    test('without its keys on L1 the old vendor’s batches stop counting, however many it posts', async (t) => {
      const batcher = accounts.batcher.address
      await loop.finish()
      atRevocation = (await headsOf(world)).unsafe
      await ownerOf(world).revokeKeys()
      const { number: revokedAt } = await world.l1.client.getBlock()
      // Batches that lie before the revocation still count.
      const reach = (block: bigint) =>
        until('L1 to go on', async () => {
          const { current_l1 } = await world.askService<{ current_l1: { number: number } }>(
            'node-0.rpc',
            'optimism_syncStatus',
          )
          return current_l1.number > block
        })
      await reach(revokedAt)
      const atOnce = await headsOf(world)
      const posted = await world.l1.client.getTransactionCount({ address: batcher })
      await reach(revokedAt + BigInt(PATIENCE_BLOCKS))
      left = await headsOf(world)
      assert.equal(left.safe.hash, atOnce.safe.hash, 'the safe head stands')
      assert.ok(left.unsafe.number > atOnce.unsafe.number, 'the old sequencer goes on')
      const more = (await world.l1.client.getTransactionCount({ address: batcher })) - posted
      assert.ok(more > 3, `${more} more batches`)
      t.diagnostic(
        `safe stands at ${left.safe.number} for ${PATIENCE_BLOCKS} L1 blocks and ${more} batches; unsafe is at ${left.unsafe.number}`,
      )
    })

    test('its engine says so, and starts nothing anew for it', async () => {
      const zero = '0x0000000000000000000000000000000000000000'
      const findings = await until('the safe head to be missed', async () => {
        const found = (await world.status()).findings ?? []
        return found.some((finding) => /^the safe head stands at \d+ for/.test(finding)) && found
      })
      for (const role of ['batcher', 'proposer'] as const) {
        const ours = accounts[role].address.toLowerCase()
        const finding = `the ${role} on L1 is ${zero}, ours is ${ours}: what it posts does not count`
        assert.ok(findings.includes(finding), findings.join('\n'))
      }
      const { healthy, services } = await world.status()
      assert.equal(healthy, false)
      assert.equal(services.find(({ name }) => name === 'batcher')?.restarts, 0)
    })

    test('its proposer can propose nothing', async () => {
      const { client } = world.l1
      const contract = {
        address: world.chain.services.proposals,
        abi: proposalAbi,
        account: accounts.proposer,
      } as const
      const next = left.unsafe.number + 1n
      if (generation === 'dispute-games') {
        const args = [1, zeroHash, toHex(next, { size: 32 })] as const
        const create = client.simulateContract({ ...contract, functionName: 'create', args })
        await assert.rejects(create, /NoImplementation\(uint32 gameType\)\s+\(1\)/)
      } else {
        const args = [zeroHash, next, zeroHash, 0n] as const
        const propose = client.simulateContract({ ...contract, functionName: 'proposeL2Output', args })
        await assert.rejects(propose, /only the proposer address can propose new outputs/)
      }
    })

    test('replicas turn its blocks away once they have read the signer on L1', async (t) => {
      const first = await replica.sync()
      assert.ok(first && first.unsafe_l2.number < left.unsafe.number)
      held = first.unsafe_l2
      assert.ok(held.number >= atRevocation.number, 'it holds all that was made before')
      const { heads } = await world.status()
      await until(
        'more blocks of the old vendor',
        async () => (await headsOf(world)).unsafe.number > (heads?.unsafe.number ?? 0n) + 5n,
      )
      assert.equal((await replica.sync())?.unsafe_l2.hash, held.hash)
      late = await sendLate(world)
      const theirs = await world.askService<{ hash: Hash }>('engine-0.http', 'eth_getBlockByNumber', [
        toHex(held.number),
        false,
      ])
      assert.equal(theirs.hash, held.hash)
      t.diagnostic(
        `the replica holds ${BigInt(held.number) - left.safe.number} blocks after the safe head, up to ${held.number}`,
      )
    })

    test(`the next vendor goes on from the ${from === 'L1' ? 'safe head' : 'last block of the replica'}`, async (t) => {
      const blocks = (url: string, number: number | bigint) =>
        askUrl<{ hash: Hash } | null>(url, 'eth_getBlockByNumber', [toHex(number), false])
      const firstAfter = await blocks(replica.executionUrl, left.safe.number + 1n)
      const last = await headsOf(world)
      await replica.stop()
      await world.down()
      await install(world, second)
      const data = join(world.folder, 'replica', 'engine', 'data', 'engine-r0')
      heir = await succeed(world, second, { name: 'second', ...(from === 'replica' && { data }) })
      await heir.up()
      const engine = heir.url('engine-0.http')
      assert.equal((await blocks(engine, left.safe.number))?.hash, left.safe.hash)
      if (from === 'replica') {
        assert.equal((await blocks(engine, held.number))?.hash, held.hash)
        assert.equal((await blocks(engine, left.safe.number + 1n))?.hash, firstAfter?.hash)
      }
      const kept = from === 'replica' ? BigInt(held.number) : left.safe.number
      t.diagnostic(
        `of ${last.unsafe.number - left.safe.number} blocks that were not on L1, ${last.unsafe.number - kept} are lost`,
      )
    })

    test('a transaction in a lost block is gone, and can be sent again', async () => {
      await assert.rejects(heir.l2.getTransactionReceipt({ hash: late.hash }), /could not be found/)
      await heir.l2.sendRawTransaction({ serializedTransaction: late.raw })
      const { status } = await heir.l2.waitForTransactionReceipt({ hash: late.hash })
      assert.equal(status, 'success')
    })

    test('batches and proposals of the new keys count', async () => {
      loop = await startTransactionLoop(heir, accounts.users[2])
      await loop.more()
      const { unsafe } = await headsOf(heir)
      await until('the safe head', async () => (await headsOf(heir)).safe.number >= unsafe.number)
      assert.equal((await heir.l2.getBlock({ blockNumber: unsafe.number })).hash, unsafe.hash)
      await until('a proposal', async () => {
        const { upTo } =
          generation === 'dispute-games' ? await readLastGame(heir) : await readLastOutput(heir)
        return upTo > left.safe.number
      })
      if (generation === 'dispute-games')
        assert.equal((await readLastGame(heir)).creator, second.proposer.address)
      else await requireRightOutput(heir)
      await loop.finish()
    })

    test('a withdrawal from before is proven against them, and its money arrives', async () => {
      const bridge = await bridgeOf(heir)
      await bridge.prove({ hash: withdrawal, wait: true })
      await bridge.finalize({ hash: withdrawal, wait: true })
      assert.equal(await heir.l1.client.getBalance({ address: receiver }), amountWei)
    })
  })
}

async function headsOf(world: NativeWorld): Promise<{ unsafe: Head; safe: Head }> {
  const { heads } = await world.status()
  assert.ok(heads)
  return heads
}

/** The last output is what the L2 says of that block. */
async function requireRightOutput(world: NativeWorld): Promise<void> {
  const { root, upTo } = await readLastOutput(world)
  const output = await world.askService<{ outputRoot: string }>('node-0.rpc', 'optimism_outputAtBlock', [
    toHex(upTo),
  ])
  assert.equal(output.outputRoot, root)
}

/** Sends a transaction through a vendor whose keys were taken away, and waits until it is in a block. */
async function sendLate(world: NativeWorld): Promise<{ hash: Hash; raw: Hex }> {
  const [, , , account] = accounts.users
  const request = await world.l2.prepareTransactionRequest({ account, to: account.address, value: 1n })
  const raw = await account.signTransaction(request as never)
  const hash = await world.l2.sendRawTransaction({ serializedTransaction: raw })
  await world.l2.waitForTransactionReceipt({ hash })
  return { hash, raw }
}
