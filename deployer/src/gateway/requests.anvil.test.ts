import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { skipWithout } from '../../../test/capabilities.ts'
import { rpcMethods } from '../core/services/rpcMethods.ts'
import { ask, metric, post, startGateway, startTwins, type Twins, until } from './testing/twins.ts'

const call = (method: string, params: readonly unknown[] = [], id: unknown = 1) => ({
  ...{ jsonrpc: '2.0', id, method, params },
})

type Answer = { id: unknown; result?: unknown; error?: { code: number } }

describe('requests', () => {
  let twins: Twins
  let gateway: Awaited<ReturnType<typeof startGateway>>
  before(async () => {
    twins = await startTwins()
    gateway = await startGateway(twins, {
      limits: {
        requestsPerSecond: 10_000,
        maxBatch: 5,
        maxBodyKb: 64,
        maxResponseKb: 64,
        maxConnections: 200,
      },
    })
  })
  after(async () => {
    await gateway.close()
    await twins.close()
  })

  test('only listed methods pass; what a node may do for its operator never does', async () => {
    const forbidden = [
      'admin_peers',
      'debug_traceBlock',
      'miner_start',
      'engine_newPayloadV4',
      'personal_sign',
    ]
    const others = [
      'txpool_content',
      'anvil_mine',
      'evm_mine',
      'eth_accounts',
      'constructor',
      '__proto__',
      '',
    ]
    for (const method of [...forbidden, ...others]) {
      const { answer, status } = await post(gateway.url, call(method))
      assert.deepEqual([status, answer.error.code], [200, -32601], method)
    }
    assert.equal(await twins.sequencer.client.getBlockNumber(), 3n)
    assert.ok(
      (await metric(gateway.metricsUrl, 'opraas_gateway_calls_total{method="other",result="error"}')) >= 12,
    )
  })

  test('a batch keeps order and ids; notifications get no answer', async () => {
    const { answer } = await post(gateway.url, [
      call('eth_chainId', [], 'a'),
      { jsonrpc: '2.0', method: 'eth_chainId' },
      7,
      call('admin_peers', [], null),
      call('eth_blockNumber', [], 0),
    ])
    assert.deepEqual(
      (answer as Answer[]).map(({ id, result, error }) => [id, result ?? error?.code]),
      [
        ['a', `0x${twins.chainId.toString(16)}`],
        [null, -32600],
        [null, -32601],
        [0, '0x3'],
      ],
    )
    const silent = await post(gateway.url, { jsonrpc: '2.0', method: 'eth_chainId' })
    assert.deepEqual([silent.status, silent.answer], [204, undefined])
  })

  test('what is too large is refused: batch, body, answer', async () => {
    const batch = await post(gateway.url, Array(6).fill(call('eth_chainId')))
    assert.match(batch.answer.error.message, /a batch of 6 calls; at most 5 are allowed/)
    const body = await post(gateway.url, call('eth_call', ['0x'.padEnd(70_000, '0')]))
    assert.deepEqual([body.status, body.answer.error.message], [413, 'the request is larger than 64 KiB'])
    const code = `0x${'00'.repeat(40_000)}`
    const address = '0x00000000000000000000000000000000000000c0'
    for (const { client } of [twins.sequencer, twins.replica])
      await client.setCode({ address, bytecode: code as '0x' })
    const large = await post(gateway.url, call('eth_getCode', [address, 'latest']))
    assert.match(large.answer.error.message, /the answer is too large/)
  })

  test('an unsized body is cut as well', async () => {
    const chunks = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1_024)),
    })
    const endless = { method: 'POST', body: chunks, duplex: 'half' } as RequestInit
    const response = await fetch(gateway.url, endless).catch((error: unknown) => error)
    assert.ok(response instanceof Error || (response as Response).status === 413)
  })

  test('garbage is answered as JSON-RPC wants it', async () => {
    for (const [text, code] of [
      ['{', -32700],
      ['[]', -32600],
      ['['.repeat(60_000), -32600],
      ['{"__proto__":{"method":"eth_chainId"}}', -32600],
      ['\u0000', -32700],
    ] as const) {
      const { answer } = await post(gateway.url, text)
      assert.deepEqual([answer.id, answer.error.code], [null, code], text.slice(0, 40))
    }
    assert.equal(await ask(gateway.url, 'eth_blockNumber'), '0x3')
  })

  test('pages of any origin may ask', async () => {
    const preflight = await fetch(gateway.url, {
      method: 'OPTIONS',
      headers: { origin: 'https://x.example' },
    })
    assert.equal(preflight.status, 204)
    assert.equal(preflight.headers.get('access-control-allow-origin'), '*')
    assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /content-type/)
    const { headers } = await post(gateway.url, call('eth_chainId'))
    assert.equal(headers.get('access-control-allow-origin'), '*')
  })

  test('health is public, metrics are not', async () => {
    assert.deepEqual(await (await fetch(`${gateway.url}/healthz`)).json(), { ready: true })
    assert.equal((await fetch(`${gateway.url}/metrics`)).status, 405)
    assert.equal((await fetch(`${gateway.metricsUrl}/metrics`)).status, 200)
  })

  test('one address holds a quarter of the connections at most', async () => {
    const { hostname, port } = new URL(gateway.url)
    let cut = 0
    const sockets = Array.from({ length: 80 }, () => {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => cut++)
      return socket
    })
    await until(() => cut >= 30)
    assert.ok(cut < 80, 'some stay open')
    for (const socket of sockets) socket.destroy()
    await until(() => ask(gateway.url, 'eth_blockNumber').then(Boolean, () => false))
  })

  test('answers that can’t change come from the cache', async () => {
    const { hash } = await ask(gateway.url, 'eth_getBlockByNumber', ['0x1', false])
    const misses = 'opraas_gateway_cache_lookups_total{result="hit"}'
    const before = await metric(gateway.metricsUrl, misses)
    for (const params of [
      [hash, false],
      [hash, false],
      [hash, false],
    ]) {
      assert.equal((await ask(gateway.url, 'eth_getBlockByHash', params)).hash, hash)
    }
    assert.equal((await ask(gateway.url, 'eth_getBlockByNumber', ['0x1', false])).hash, hash)
    assert.equal((await metric(gateway.metricsUrl, misses)) - before, 3)
  })

  test('every default method reaches a node', async () => {
    for (const { name } of rpcMethods) {
      const { answer } = await post(gateway.url, call(name))
      assert.notEqual(answer.error?.message, `the method ${name} is not served here`)
    }
  })

  test('promtool finds no fault in the metrics', {
    skip: skipWithout('promtool', 'part of Prometheus'),
  }, async () => {
    const metrics = await (await fetch(`${gateway.metricsUrl}/metrics`)).text()
    assert.match(metrics, /^# TYPE opraas_gateway_calls_total counter$/m)
    // prom-client names three of its own gauges in a way that promtool's linter dislikes.
    const input = metrics.replaceAll(/^.*nodejs_active_(handles|requests|resources)_total.*\n/gm, '')
    const judge = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })
    assert.equal(judge.status, 0, judge.stdout + judge.stderr)
  })
})

describe('rate limits', () => {
  test('a caller beyond its rate gets 429 and a code of its own, and is served again later', async () => {
    const twins = await startTwins()
    const gateway = await startGateway(twins, {
      limits: { requestsPerSecond: 2, maxBatch: 50, maxBodyKb: 64 },
    })
    const batch = await post(gateway.url, Array(30).fill(call('eth_chainId')))
    const limited = (batch.answer as Answer[]).filter(({ error }) => error?.code === -32005)
    assert.deepEqual([batch.status, limited.length], [200, 10])
    const { status, answer, headers } = await post(gateway.url, call('eth_chainId', [], 'mine'))
    assert.deepEqual([status, answer.error.code, answer.id], [429, -32005, 'mine'])
    assert.equal(headers.get('retry-after'), '1')
    assert.equal((await post(gateway.url, '{')).status, 429, 'garbage costs as well')
    await until(async () => (await post(gateway.url, call('eth_chainId'))).status === 200)
    await gateway.close()
    await twins.close()
  })
})
