import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { keccak256, parseGwei } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { ask, metric, post, startGateway, startTwins, type Twins, until } from './testing/twins.ts'
import { startWire, type Wire } from './testing/wire.ts'

/** The first published key of anvil. */
const account = privateKeyToAccount('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80')
const to = '0x00000000000000000000000000000000000000aa'

describe('routing', () => {
  let twins: Twins
  let wires: { sequencer: Wire; replica: Wire }
  let closing: (() => Promise<void>)[]
  beforeEach(async () => {
    twins = await startTwins()
    wires = {
      sequencer: await startWire(twins.sequencer.url),
      replica: await startWire(twins.replica.url),
    }
    closing = [wires.sequencer.close, wires.replica.close, twins.close]
  })
  afterEach(async () => {
    for (const close of closing) await close()
  })
  const sign = (nonce: number) =>
    account.signTransaction({
      ...{ chainId: twins.chainId, nonce, to, value: 1n, gas: 21_000n },
      ...{ maxFeePerGas: parseGwei('10'), maxPriorityFeePerGas: 1n },
    })

  async function start(change: Parameters<typeof startGateway>[1] = {}) {
    const { sequencer, replica } = twins
    const gateway = await startGateway(
      {
        chainId: twins.chainId,
        sequencer: { ...sequencer, url: wires.sequencer.url },
        replica: { ...replica, url: wires.replica.url },
      },
      change,
    )
    closing.unshift(gateway.close)
    return gateway
  }

  /** Conductors that say what they are told. */
  async function startConductor(leads: () => boolean): Promise<string> {
    const server: Server = createServer((_, response) => {
      response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: leads() }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.unshift(async () => {
      server.close()
      server.closeAllConnections()
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  test('a write reaches the sequencer and nobody else; what is pending comes from there', async () => {
    const gateway = await start()
    const raw = await sign(0)
    assert.equal(await ask(gateway.url, 'eth_sendRawTransaction', [raw]), keccak256(raw))
    const pending = { address: account.address, blockTag: 'pending' } as const
    assert.equal(await twins.sequencer.client.getTransactionCount(pending), 1)
    assert.equal(await twins.replica.client.getTransactionCount(pending), 0)
    for (let round = 0; round < 4; round++) {
      assert.equal(await ask(gateway.url, 'eth_getTransactionCount', [account.address, 'pending']), '0x1')
      assert.equal(await ask(gateway.url, 'eth_getTransactionCount', [account.address, 'latest']), '0x0')
      assert.equal((await ask(gateway.url, 'eth_getTransactionByHash', [keccak256(raw)])).blockNumber, null)
    }
  })

  test('a receipt is there when its block is served, not before', async () => {
    const gateway = await start()
    const raw = await sign(0)
    await ask(gateway.url, 'eth_sendRawTransaction', [raw])
    await twins.replica.client.sendRawTransaction({ serializedTransaction: raw })
    await twins.mine(4, [twins.sequencer])
    await until(() =>
      metric(gateway.metricsUrl, 'opraas_gateway_backend_head{backend="sequencer-1"}').then(
        (head) => head === 4,
      ),
    )
    assert.equal(await ask(gateway.url, 'eth_getTransactionReceipt', [keccak256(raw)]), null)
    assert.equal((await ask(gateway.url, 'eth_getTransactionByHash', [keccak256(raw)])).blockHash, null)
    await twins.mine(4, [twins.replica])
    await until(async () => (await ask(gateway.url, 'eth_blockNumber')) === '0x4')
    assert.equal((await ask(gateway.url, 'eth_getTransactionReceipt', [keccak256(raw)])).blockNumber, '0x4')
  })

  test('reads go on without an error while a backend is cut, mended and hangs', async () => {
    const gateway = await start({ timeoutMs: 3_000 })
    let isStopped = false
    let answered = 0
    const reading = Array.from({ length: 8 }, async () => {
      while (!isStopped) {
        await ask(gateway.url, 'eth_getBalance', [account.address, 'latest'])
        answered++
      }
    })
    const more = async (): Promise<void> => {
      const enough = answered + 200
      await until(() => answered >= enough)
    }
    await more()
    await wires.replica.cut()
    await more()
    await wires.replica.mend()
    await until(() =>
      metric(gateway.metricsUrl, 'opraas_gateway_backend_up{backend="replica-1"}').then(Boolean),
    )
    await more()
    wires.replica.stall()
    await more()
    isStopped = true
    await Promise.all(reading)
  })

  test('without a sequencer a write is told to have gone nowhere, and reads go on', async () => {
    const gateway = await start()
    await wires.sequencer.cut()
    const { answer } = await post(gateway.url, {
      ...{ jsonrpc: '2.0', id: 1, method: 'eth_sendRawTransaction', params: [await sign(0)] },
    })
    assert.match(answer.error.message, /nothing was sent/)
    assert.equal(await ask(gateway.url, 'eth_blockNumber'), '0x3')
    assert.equal(await ask(gateway.url, 'eth_getBalance', [to, 'latest']), '0x0')
  })

  test('a write without an answer is not sent again; its hash is told', async () => {
    const gateway = await start({
      timeoutMs: 300,
      sequencer: [
        { name: 'sequencer-1', url: wires.sequencer.url },
        { name: 'replica-1', url: wires.replica.url },
      ],
    })
    wires.sequencer.stall()
    const raw = await sign(0)
    const { answer } = await post(gateway.url, {
      ...{ jsonrpc: '2.0', id: 1, method: 'eth_sendRawTransaction', params: [raw] },
    })
    assert.match(answer.error.message, /it may have the transaction/)
    assert.deepEqual(answer.error.data, { transactionHash: keccak256(raw) })
    assert.equal(
      await twins.replica.client.getTransactionCount({ address: account.address, blockTag: 'pending' }),
      0,
    )
  })

  test('a refused write is tried at the next sequencer', async () => {
    const gateway = await start({
      sequencer: [
        { name: 'sequencer-1', url: wires.sequencer.url },
        { name: 'replica-1', url: wires.replica.url },
      ],
    })
    await wires.sequencer.cut()
    const raw = await sign(0)
    assert.equal(await ask(gateway.url, 'eth_sendRawTransaction', [raw]), keccak256(raw))
  })

  test('writes follow the leader, wait for one, and wait with its heirs as well', async () => {
    let leader: 'sequencer-1' | 'replica-1' | 'none' = 'replica-1'
    const conductors = {
      first: await startConductor(() => leader === 'sequencer-1'),
      second: await startConductor(() => leader === 'replica-1'),
    }
    const gateway = await start({
      sequencer: [
        { name: 'sequencer-1', url: wires.sequencer.url, conductorUrl: conductors.first },
        { name: 'replica-1', url: wires.replica.url, conductorUrl: conductors.second },
      ],
    })
    const countOf = ({ client }: { client: Twins['sequencer']['client'] }) =>
      client.getTransactionCount({ address: account.address, blockTag: 'pending' })
    await ask(gateway.url, 'eth_sendRawTransaction', [await sign(0)])
    assert.equal(await countOf(twins.replica), 1)
    await until(async () => (await countOf(twins.sequencer)) === 1)

    await wires.replica.cut()
    leader = 'none'
    const waiting = ask(gateway.url, 'eth_sendRawTransaction', [await sign(1)])
    await new Promise((resolve) => setTimeout(resolve, 400))
    leader = 'sequencer-1'
    await waiting
    assert.equal(await countOf(twins.sequencer), 2)
    assert.equal(await metric(gateway.metricsUrl, 'opraas_gateway_leader{sequencer="sequencer-1"}'), 1)
    assert.equal(await metric(gateway.metricsUrl, 'opraas_gateway_leader{sequencer="replica-1"}'), 0)
  })
})
