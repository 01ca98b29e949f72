import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPublicClient, http, type PublicClient } from 'viem'
import { ask, startGateway, startTwins, until } from './testing/twins.ts'

/** Emits an event with the first word of its calldata as topic, and no data. */
const emitter = '0x5f355f5fa100'
const address = '0x00000000000000000000000000000000000000e1'

test('viem’s client gets the same answers through the gateway as from the node', async () => {
  const twins = await startTwins()
  const gateway = await startGateway(twins)
  const key = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
  for (const { client } of [twins.sequencer, twins.replica]) {
    await client.setCode({ address, bytecode: emitter })
    await client.sendUnsignedTransaction({
      ...{ from: key, to: address, data: `0x${'22'.repeat(32)}`, gas: 100_000n },
      ...{ maxFeePerGas: 2_000_000_000n, maxPriorityFeePerGas: 1n, value: 0n, nonce: 0 },
    })
  }
  await twins.mine(5)
  await until(async () => (await ask(gateway.url, 'eth_blockNumber')) === '0x5')
  const [direct, through] = [twins.sequencer.url, gateway.url].map((url) =>
    createPublicClient({ transport: http(url), cacheTime: 0 }),
  )
  assert.ok(direct && through)
  const block = await direct.getBlock({ blockNumber: 4n })
  const [hash] = block.transactions
  assert.ok(hash)
  const reads: Record<string, (client: PublicClient) => Promise<unknown>> = {
    getBalance: (client) => client.getBalance({ address: key }),
    getBlock: (client) => client.getBlock(),
    getBlockWithTransactions: (client) => client.getBlock({ blockNumber: 4n, includeTransactions: true }),
    getBlockByHash: (client) => client.getBlock({ blockHash: block.hash }),
    getBlockSafe: (client) => client.getBlock({ blockTag: 'safe' }),
    getBlockFinalized: (client) => client.getBlock({ blockTag: 'finalized' }),
    getBlockNumber: (client) => client.getBlockNumber(),
    getBlockTransactionCount: (client) => client.getBlockTransactionCount({ blockNumber: 4n }),
    getChainId: (client) => client.getChainId(),
    getCode: (client) => client.getCode({ address }),
    getStorageAt: (client) => client.getStorageAt({ address, slot: '0x0' }),
    getProof: (client) => client.getProof({ address, storageKeys: [] }),
    getFeeHistory: (client) => client.getFeeHistory({ blockCount: 3, rewardPercentiles: [50] }),
    getGasPrice: (client) => client.getGasPrice(),
    getLogs: (client) => client.getLogs({ address, fromBlock: 1n }),
    getLogsOfBlock: (client) => client.getLogs({ blockHash: block.hash }),
    getTransaction: (client) => client.getTransaction({ hash }),
    getTransactionByIndex: (client) => client.getTransaction({ blockNumber: 4n, index: 0 }),
    getTransactionReceipt: (client) => client.getTransactionReceipt({ hash }),
    getTransactionCount: (client) => client.getTransactionCount({ address: key }),
    getTransactionCountPending: (client) => client.getTransactionCount({ address: key, blockTag: 'pending' }),
    call: (client) => client.call({ to: address, data: '0x00' }),
    callAtBlock: (client) => client.call({ to: address, data: '0x00', blockNumber: 2n }),
    estimateGas: (client) => client.estimateGas({ account: key, to: address, data: '0x00' }),
    createAccessList: (client) => client.createAccessList({ to: address, data: '0x00' }),
    waitForTransactionReceipt: (client) => client.waitForTransactionReceipt({ hash }),
    missingTransaction: (client) => client.getTransaction({ hash: block.hash }).catch((error) => error.name),
    missingBlock: (client) => client.getBlock({ blockNumber: 99n }).catch((error) => error.name),
  }
  for (const [name, read] of Object.entries(reads)) {
    assert.deepEqual(await read(through), await read(direct), name)
    assert.deepEqual(await read(through), await read(direct), `${name}, asked again`)
  }
  await gateway.close()
  await twins.close()
})
