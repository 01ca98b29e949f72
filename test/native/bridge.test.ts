import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { type Bridge, openBridge } from '@opraas/deployer'
import { type Address, bytesToHex, parseEther } from 'viem'
import { skipWithoutOpstack } from '../capabilities.ts'
import { accounts, keyOf } from './testing/accounts.ts'
import { type NativeWorld, startWorld } from './testing/world.ts'

const amountWei = parseEther('0.25')

for (const generation of ['dispute-games', 'output-oracle']) {
  describe(`ETH to L2 and back, ${generation}`, { skip: skipWithoutOpstack('13') }, () => {
    let world: NativeWorld
    let bridge: Bridge
    const said: string[] = []
    before(async () => {
      world = await startWorld({
        versionSet: '13',
        tables: { l1: { generation }, outputs: { submission_interval: 5, finalization_period: 10 } },
      })
      const user = accounts.users[0]
      bridge = await openBridge({
        chain: world.chain,
        l2RpcUrl: (await world.engine.endpoints(world.chain)).rpc,
        environment: { OPRAAS_PRIVATE_KEY: keyOf(user) },
        confirmations: 1,
        maxFeePerGasWei: 500_000_000_000n,
        signal: AbortSignal.timeout(600_000),
        report: (text) => said.push(text),
      })
    })
    after(() => world?.close())

    test('a deposit is on L2 under the hash that L1 gives it', async () => {
      const to = newAccount()
      const { l2Hash } = await bridge.deposit({ amountWei, to })
      const receipt = await world.l2.getTransactionReceipt({ hash: l2Hash })
      assert.equal(receipt.status, 'success')
      assert.equal(await world.l2.getBalance({ address: to }), amountWei)
    })

    test('a withdrawal is proven, waits for its windows, and its money arrives once', async () => {
      const to = newAccount()
      const { l2Hash: hash, withdrawalHash } = await bridge.withdraw({ amountWei, to })
      await assert.rejects(bridge.finalize({ hash, wait: false }), { code: 'OPR-307' })
      const proof = await bridge.prove({ hash, wait: true })
      assert.equal(proof.withdrawalHash, withdrawalHash)
      assert.ok(proof.l1Hash)
      assert.equal((await bridge.prove({ hash, wait: false })).l1Hash, undefined, 'not proven twice')
      const finalized = await bridge.finalize({ hash, wait: true })
      assert.equal(finalized.arrivedWei, amountWei)
      assert.equal(await world.l1.client.getBalance({ address: to }), amountWei)
      assert.equal((await bridge.finalize({ hash, wait: false })).l1Hash, finalized.l1Hash, 'not paid twice')
      assert.equal(await world.l1.client.getBalance({ address: to }), amountWei)
      assert.ok(said.some((text) => text.includes('a proposal on L1')))
    })
  })
}

/** An account that nobody used before. */
function newAccount(): Address {
  return bytesToHex(randomBytes(20))
}
