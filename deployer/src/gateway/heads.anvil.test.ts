import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { numberToHex } from 'viem'
import { chooseChainId, startAnvil } from '../testing/anvil.ts'
import { ask, metric, post, startGateway, startTwins, type Twins, until } from './testing/twins.ts'
import { startWire } from './testing/wire.ts'

const height = async (url: string): Promise<number> => Number(await ask(url, 'eth_blockNumber'))

/** Asks all the time until `stop`, and gives every answer that came. @throws AssertionError when latest goes back */
function watchHead(url: string): { stop(): Promise<number[]> } {
  const heights: number[] = []
  let isStopped = false
  const watching = (async () => {
    while (!isStopped) {
      const [number, block] = await Promise.all([
        height(url),
        ask(url, 'eth_getBlockByNumber', ['latest', false]),
      ])
      for (const next of [number, Number(block.number)]) {
        assert.ok(next >= (heights.at(-2) ?? 0), `latest went back to ${next} after ${heights.slice(-3)}`)
        heights.push(next)
      }
    }
  })()
  return {
    stop: async () => {
      isStopped = true
      await watching
      return heights
    },
  }
}

describe('the heads that a gateway serves', () => {
  let twins: Twins
  let gateway: Awaited<ReturnType<typeof startGateway>>
  beforeEach(async () => {
    twins = await startTwins()
    gateway = await startGateway(twins)
  })
  afterEach(async () => {
    await gateway.close()
    await twins.close()
  })
  const eventsOf = (name: string) => gateway.events.filter(({ event }) => event === name)

  test('latest waits for the second backend, and every tag is the group’s', async () => {
    await twins.mine(6, [twins.sequencer])
    await until(() =>
      metric(gateway.metricsUrl, 'opraas_gateway_backend_head{backend="sequencer-1"}').then(
        (head) => head === 6,
      ),
    )
    assert.equal(await height(gateway.url), 3)
    assert.equal(await ask(gateway.url, 'eth_getBlockByNumber', ['0x6', false]), null)
    await twins.mine(6, [twins.replica])
    await until(async () => (await height(gateway.url)) === 6)
    for (const [tag, number] of [
      ['latest', 6],
      ['safe', 5],
      ['finalized', 4],
    ] as const) {
      assert.equal((await ask(gateway.url, 'eth_getBlockByNumber', [tag, false])).number, numberToHex(number))
    }
  })

  test('a backend that hangs behind holds nobody up', async () => {
    await twins.mine(30, [twins.sequencer])
    await until(async () => (await height(gateway.url)) === 30)
    assert.equal(await metric(gateway.metricsUrl, 'opraas_gateway_backend_in_group{backend="replica-1"}'), 0)
  })

  test('latest never goes back while one lags, catches up, rolls back or dies', async () => {
    const watch = watchHead(gateway.url)
    const served = (number: number) => until(async () => (await height(gateway.url)) === number)
    await twins.mine(8)
    await served(8)
    await twins.mine(20, [twins.sequencer])
    await served(20)
    await twins.mine(20, [twins.replica])
    const inGroup = 'opraas_gateway_backend_in_group{backend="replica-1"}'
    await until(async () => (await metric(gateway.metricsUrl, inGroup)) === 1)
    await twins.sequencer.client.request({ method: 'anvil_rollback', params: [3] } as never)
    await twins.mine(26, [twins.replica])
    await served(26)
    await twins.sequencer.close()
    await twins.mine(28, [twins.replica])
    await served(28)
    const heights = await watch.stop()
    assert.ok(heights.length > 20, `${heights.length} answers`)
    assert.equal(await metric(gateway.metricsUrl, 'opraas_gateway_head_went_back_total'), 0)
  })

  test('when all go back, the head follows, and it is counted', async () => {
    await twins.mine(9)
    await until(async () => (await height(gateway.url)) === 9)
    for (const { client } of [twins.sequencer, twins.replica]) {
      await client.request({ method: 'anvil_rollback', params: [2] } as never)
    }
    await until(async () => (await height(gateway.url)) === 7)
    // A look may fall between the two blocks that anvil takes back.
    const steps = eventsOf('group.wentBack').map(({ fields }) => fields)
    assert.equal(await metric(gateway.metricsUrl, 'opraas_gateway_head_went_back_total'), steps.length)
    assert.deepEqual([steps[0]?.from, steps.at(-1)?.to], ['9', '7'])
  })

  test('a backend on another branch is not asked; the sequencer’s branch is served', async () => {
    await twins.mine(9)
    await until(async () => (await height(gateway.url)) === 9)
    await twins.replica.client.request({ method: 'anvil_reorg', params: [3, []] } as never)
    await until(() => eventsOf('backend.forked').length > 0)
    assert.deepEqual(eventsOf('backend.forked')[0]?.fields, { backend: 'replica-1' })
    const { hash } = await ask(gateway.url, 'eth_getBlockByNumber', ['latest', false])
    assert.equal(hash, (await twins.sequencer.client.getBlock({ blockNumber: 9n })).hash)
    assert.equal(await metric(gateway.metricsUrl, 'opraas_gateway_backend_in_group{backend="replica-1"}'), 0)
  })
})

describe('backends that can’t be asked', () => {
  let twins: Twins
  before(async () => {
    twins = await startTwins()
  })
  after(() => twins.close())

  test('one of another chain is refused, for reads and for writes', async () => {
    const stranger = await startAnvil({ chainId: chooseChainId() })
    const gateway = await startGateway({ ...twins, replica: stranger })
    assert.equal(gateway.events.find(({ event }) => event === 'backend.out')?.fields.backend, 'replica-1')
    for (let round = 0; round < 10; round++) {
      assert.equal(await ask(gateway.url, 'eth_blockNumber'), '0x3')
      assert.equal(
        (await ask(gateway.url, 'eth_getBlockByNumber', ['0x0', false])).timestamp,
        numberToHex(1_700_000_000),
      )
    }
    await gateway.close()

    const wrong = await startGateway({ ...twins, sequencer: stranger })
    const method = 'eth_sendRawTransaction'
    const { answer } = await post(wrong.url, { jsonrpc: '2.0', id: 1, method, params: ['0x00'] })
    assert.match(answer.error.message, /nothing was sent/)
    await wrong.close()
    await stranger.close()
  })

  test('without any backend it starts, says so, and serves when one comes', async () => {
    const wire = await startWire(twins.replica.url, true)
    const node = { name: 'far', url: wire.url }
    const gateway = await startGateway(twins, { sequencer: [node], readers: [node] })
    assert.equal((await fetch(`${gateway.url}/healthz`)).status, 503)
    const { answer, status } = await post(gateway.url, { jsonrpc: '2.0', id: 1, method: 'eth_blockNumber' })
    assert.equal(status, 200)
    assert.match(answer.error.message, /no node of this chain has answered yet/)
    await wire.mend()
    await until(async () => (await fetch(`${gateway.url}/healthz`)).status === 200)
    assert.equal(await ask(gateway.url, 'eth_blockNumber'), '0x3')
    await gateway.close()
    await wire.close()
  })
})
