import assert from 'node:assert/strict'
import { request } from 'node:http'
import { afterEach, beforeEach, test } from 'node:test'
import { Registry } from 'prom-client'
import type { Hex } from 'viem'
import type { LiveReply } from './live.ts'
import { serveAdapter } from './server.ts'
import { memoryLog, sampleAgreement } from './testing/sample.ts'

const { agreementId } = sampleAgreement
const live: Extract<LiveReply, { ok: true }>['live'] = {
  agreementId,
  epoch: 3,
  start: 1_060,
  end: 1_080,
  at: 1_068_000,
  metrics: { rpc: 10_000, unsafeHead: null },
  slots: { elapsed: 5, counted: 4, void: 0, missing: 0, underWay: 1 },
  simulated: true,
  skippedChecks: [],
  recent: [{ at: 1_060_000, rpc: true, unsafeHead: true, ms: 5 }],
}

let served: Awaited<ReturnType<typeof serveAdapter>>
let log: ReturnType<typeof memoryLog>

beforeEach(async () => {
  log = memoryLog()
  served = await serveAdapter({
    host: '127.0.0.1',
    port: 0,
    answers: { answer: async () => ({ ok: false, status: 404, reason: 'unknown' }) },
    registry: new Registry(),
    isHealthy: () => false,
    status: () => assert.fail('a fault'),
    live: (id: Hex) =>
      id === agreementId ? { ok: true, live } : { ok: false, status: 404, reason: 'it has not started' },
    log,
  })
})
afterEach(() => {
  served.server.close()
})

async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(served.url + path, { ...init, signal: AbortSignal.timeout(5_000) })
  const { status, headers } = response
  const body: unknown = headers.get('content-type')?.includes('json') ? await response.json() : undefined
  return { status, origin: headers.get('access-control-allow-origin'), body }
}

test('tells what is measured now, to a page of any origin', async () => {
  const expected = { status: 200, origin: '*', body: live }
  assert.deepEqual(await ask(`/v1/agreements/${agreementId}`), expected)
  assert.deepEqual(
    await ask(`/v1/agreements/${agreementId.toUpperCase().replace('0X', '0x')}?at=1`),
    expected,
  )
})

test('says why there is no measurement', async () => {
  assert.deepEqual(await ask(`/v1/agreements/0x${'bb'.repeat(32)}`), {
    status: 404,
    origin: '*',
    body: { error: 'it has not started' },
  })
  const missing = { status: 404, origin: '*', body: { error: 'not found' } }
  for (const path of ['/v1/agreements/0x12', '/v1/agreements/', `/v1/agreements/${agreementId}/`]) {
    assert.deepEqual(await ask(path), missing)
  }
})

test('every GET is open to pages, a POST is not', async () => {
  assert.deepEqual(await ask('/healthz'), { status: 503, origin: '*', body: { healthy: false } })
  assert.equal((await ask('/metrics')).origin, '*')
  assert.equal((await ask('/')).origin, '*')
  const question = JSON.stringify({ id: '1', data: { agreement: agreementId, epoch: 3 } })
  for (const body of [question, 'not json']) {
    assert.equal((await ask('/', { method: 'POST', body })).origin, null)
  }
  assert.equal((await ask(`/v1/agreements/${agreementId}`, { method: 'POST' })).status, 404)
})

test('a fault is told to the log, not to the page', async () => {
  const { status, origin, body } = await ask('/status')
  assert.deepEqual(
    { status, origin, body },
    { status: 500, origin: '*', body: { error: 'OPR-900, see the log' } },
  )
  assert.equal(log.events.at(-1)?.event, 'probe.requestFailed')
})

test('survives a path that is no path', async () => {
  const { port } = new URL(served.url)
  for (const path of ['//', '*', '/%', '//[']) {
    const status = await new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end()
    })
    assert.equal(status, 404)
  }
})
