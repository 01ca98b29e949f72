import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createPublicClient, type Log, webSocket } from 'viem'
import { ask, metric, post, startGateway, startTwins, type Twins, until } from './testing/twins.ts'
import { startWire, type Wire } from './testing/wire.ts'

/** Emits an event with the caller's word as topic: LOG1 of calldata's first word, no data. */
const emitter = '0x5f355f5fa100' as const
const address = '0x00000000000000000000000000000000000000e1'

describe('WebSocket', () => {
  let twins: Twins
  let wire: Wire
  let gateway: Awaited<ReturnType<typeof startGateway>>
  before(async () => {
    twins = await startTwins()
    wire = await startWire(twins.sequencer.url)
    gateway = await startGateway({ ...twins, sequencer: { ...twins.sequencer, url: wire.url } })
  })
  after(async () => {
    await gateway.close()
    await wire.close()
    await twins.close()
  })
  const socketUrl = () => gateway.url.replace('http', 'ws')

  async function open(): Promise<{ socket: WebSocket; next(text: string): Promise<string> }> {
    const socket = new WebSocket(socketUrl())
    await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))
    return {
      socket,
      next: (text) =>
        new Promise((resolve) => {
          socket.addEventListener('message', ({ data }) => resolve(String(data)), { once: true })
          socket.send(text)
        }),
    }
  }

  test('answers as over HTTP: calls, batches, errors, the same whitelist', async () => {
    const { socket, next } = await open()
    for (const body of [
      { jsonrpc: '2.0', id: 'x', method: 'eth_blockNumber' },
      { jsonrpc: '2.0', id: 1, method: 'admin_peers' },
      [{ jsonrpc: '2.0', id: 1, method: 'eth_chainId' }, 7],
      '{',
    ]) {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const overHttp = await (await fetch(gateway.url, { method: 'POST', body: text })).text()
      assert.equal(await next(text), overHttp)
    }
    socket.close()
  })

  test('subscribers hear each block once and in order, also when the sequencer is lost', async () => {
    const client = createPublicClient({ transport: webSocket(socketUrl()) })
    const heads: bigint[] = []
    const logs: Log[] = []
    for (const { client: node } of [twins.sequencer, twins.replica]) {
      await node.setCode({ address, bytecode: emitter })
    }
    const stopHeads = client.watchBlockNumber({ onBlockNumber: (number) => heads.push(number) })
    const stopLogs = client.watchEvent({ address, onLogs: (found) => logs.push(...found) })
    await until(() => metric(gateway.metricsUrl, 'opraas_gateway_websockets').then((open) => open > 0))
    await new Promise((resolve) => setTimeout(resolve, 200))
    await twins.mine(6)
    await until(() => heads.at(-1) === 6n)
    await wire.cut()
    await until(() =>
      metric(gateway.metricsUrl, 'opraas_gateway_backend_up{backend="sequencer-1"}').then((up) => up === 0),
    )
    const from = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
    await twins.replica.client.sendUnsignedTransaction({
      ...{ from, to: address, data: `0x${'11'.repeat(32)}`, gas: 100_000n },
    })
    await twins.mine(8, [twins.replica])
    await until(() => heads.at(-1) === 8n)
    assert.deepEqual(heads.slice(heads.indexOf(4n)), [4n, 5n, 6n, 7n, 8n])
    await until(() => logs.length === 1)
    assert.deepEqual([logs[0]?.blockNumber, logs[0]?.topics], [7n, [`0x${'11'.repeat(32)}`]])
    stopHeads()
    stopLogs()
    const transport = client.transport as unknown as { getRpcClient(): Promise<{ close(): void }> }
    ;(await transport.getRpcClient()).close()
  })

  test('other subscriptions are refused, and the number of them is bounded', async () => {
    const { socket, next } = await open()
    const subscribe = async (params: readonly unknown[]) =>
      JSON.parse(await next(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params })))
    assert.equal((await subscribe(['newPendingTransactions'])).error.code, -32602)
    assert.equal((await subscribe(['logs', { address: 7 }])).error.code, -32602)
    for (let index = 0; index < 50; index++) assert.match((await subscribe(['newHeads'])).result, /^0x/)
    assert.match((await subscribe(['newHeads'])).error.message, /at most 50 subscriptions/)
    socket.close()
    const { answer } = await post(gateway.url, { jsonrpc: '2.0', id: 1, method: 'eth_subscribe' })
    assert.match(answer.error.message, /not served here/, 'over HTTP there is nobody to tell')
  })

  test('a message that is too large ends its connection only', async () => {
    const { socket } = await open()
    const closed = new Promise<number>((resolve) =>
      socket.addEventListener('close', ({ code }) => resolve(code), { once: true }),
    )
    socket.send('x'.repeat(300 * 1_024))
    assert.equal(await closed, 1009)
    assert.ok(Number(await ask(gateway.url, 'eth_blockNumber')) >= 3)
  })
})
