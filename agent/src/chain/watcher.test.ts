import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { createRpcClient, type Market } from '@opraas/deployer'
import { type Address, concatHex, type Hex, padHex, toEventSelector, toHex } from 'viem'
import { type Anvil, chooseChainId, startAnvil } from '../../../deployer/src/testing/anvil.ts'
import { createWatcher, volatileMemory, type WatcherMemory } from './watcher.ts'

const chainId = chooseChainId()
const marketplace: Address = `0x${'aa'.repeat(20)}`
const vendor: Address = `0x${'bb'.repeat(20)}`
const accepted = toEventSelector(
  'AgreementAccepted(bytes32,address,address,bytes32,bytes32,bytes32,uint128,uint96,uint24,uint40)',
)
/** Emits a log with the four topics of its calldata and seven words of zeros. */
const emitter: Hex = '0x6060356040356020355f3560e05fa400'
let anvil: Anvil
let market: Market

before(async () => {
  anvil = await startAnvil({ chainId, args: ['--no-mining'] })
  await anvil.client.setCode({ address: marketplace, bytecode: emitter })
  await anvil.client.mine({ blocks: 3 })
})
after(() => anvil.close())
beforeEach(async () => {
  const client = createRpcClient({ name: 'market', url: anvil.url, chainId })
  const fromBlock = (await client.getBlockNumber()) + 1n
  market = {
    client,
    marketChainId: chainId,
    marketplace,
    offerBook: marketplace,
    reputation: marketplace,
    fromBlock,
  }
})

function id(n: number): Hex {
  return toHex(n, { size: 32 })
}

async function accept(n: number, of: Address = vendor): Promise<void> {
  const [from] = await anvil.client.getAddresses()
  assert.ok(from)
  const data = concatHex([accepted, id(n), padHex('0x01', { size: 32 }), padHex(of, { size: 32 })])
  await anvil.client.sendTransaction({ account: from, chain: null, to: marketplace, data, gas: 100_000n })
  await anvil.client.mine({ blocks: 1 })
}

describe('the watcher', () => {
  test('finds agreements once, of one vendor, and only behind the confirmations', async () => {
    const watcher = createWatcher({ market, vendor, confirmations: 2, ...volatileMemory() })
    await accept(1)
    await accept(2, `0x${'cc'.repeat(20)}`)
    assert.deepEqual((await watcher.look()).agreementIds, [id(1)])
    await accept(3)
    assert.deepEqual((await watcher.look()).agreementIds, [id(1)])
    await anvil.client.mine({ blocks: 1 })
    const look = await watcher.look()
    assert.deepEqual(look.agreementIds, [id(1), id(3)])
    assert.equal(look.head.number, (await market.client.getBlockNumber()) - 1n)
  })

  test('forgets what a reorg took away, and finds what it brought', async () => {
    const watcher = createWatcher({ market, vendor, confirmations: 1, ...volatileMemory() })
    await accept(1)
    await watcher.look()
    const kept = await market.client.getBlockNumber()
    await accept(2)
    assert.deepEqual((await watcher.look()).agreementIds, [id(1), id(2)])
    await anvil.client.request({ method: 'anvil_rollback' as never, params: [1] as never })
    await accept(5)
    const look = await watcher.look()
    assert.equal(look.rewoundTo, kept)
    assert.deepEqual(look.agreementIds, [id(1), id(5)])
  })

  test('reads everything again on a resync: a log that an RPC once left out comes to light', async () => {
    const holder: { memory: WatcherMemory } = { memory: { checkpoints: [], agreements: [] } }
    const watcher = createWatcher({
      market,
      vendor,
      confirmations: 1,
      load: async () => holder.memory,
      save: async (next) => {
        holder.memory = next
      },
    })
    await accept(1)
    await accept(2)
    await watcher.look()
    holder.memory.agreements = []
    assert.deepEqual((await watcher.look()).agreementIds, [])
    watcher.resync()
    assert.deepEqual((await watcher.look()).agreementIds, [id(1), id(2)])
  })

  test('fails when the RPC does not answer, and keeps what it knew', async () => {
    const memory = volatileMemory()
    await accept(1)
    await createWatcher({ market, vendor, confirmations: 1, ...memory }).look()
    const client = createRpcClient({ name: 'market', url: 'http://127.0.0.1:9', chainId })
    const blind = createWatcher({ market: { ...market, client }, vendor, confirmations: 1, ...memory })
    await assert.rejects(blind.look(), { code: 'OPR-200' })
    assert.equal((await memory.load()).agreements.length, 1)
  })
})
