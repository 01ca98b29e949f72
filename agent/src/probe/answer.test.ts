import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import type { Market } from '@opraas/deployer'
import { Registry } from 'prom-client'
import type { Hex } from 'viem'
import type { Agreement, AgreementReader } from '../chain/agreements.ts'
import { type Answers, createAnswers } from './answer.ts'
import { createMarketClock } from './marketClock.ts'
import { headerOf } from './sample.ts'
import { epochFiles } from './samples.ts'
import { serveAdapter } from './server.ts'
import { openSampleStore, type SampleStore } from './store.ts'
import {
  memoryLog,
  sampleAgreement,
  sampleHeader,
  sampleOf,
  sampleSla,
  sampleTerms,
} from './testing/sample.ts'

const { agreementId } = sampleAgreement
const market = { marketChainId: 900, marketplace: sampleHeader.marketplace } as Market // nothing else of it is used
const header = headerOf(market, sampleAgreement, 3)

let folder: string
let store: SampleStore
let nowSeconds: number
let quiet: boolean
let agreement: Agreement
let statuses: number[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opraas-answers-'))
  store = openSampleStore(folder, memoryLog())
  nowSeconds = 1_081
  quiet = true
  agreement = sampleAgreement
  statuses = []
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

/** Answers as of `nowSeconds`, by the contract's own rules for epochs. */
function open(): Answers {
  const now = (): number => nowSeconds * 1000
  const clock = createMarketClock({ staleMs: 15_000, now })
  clock.record({ beganAtMs: now(), headNumber: 5n, headTimestampSeconds: nowSeconds })
  const reader: AgreementReader = {
    read: async (id) => (id === agreementId ? agreement : { ...agreement, state: 'None' }),
    readEpoch: async (_id, epoch) => {
      const start = agreement.anchor + epoch * sampleTerms.epochLength
      const isCutOff = agreement.endsAt !== 0 && start >= agreement.endsAt
      const end = start + sampleTerms.epochLength
      const exists = epoch < agreement.fundedEpochs && !isCutOff
      return { epoch, exists, open: nowSeconds >= end, judged: false, start, end, verdictDeadline: end + 60 }
    },
    readEndpoints: async () => undefined,
    readChainConfig: async () => undefined,
  }
  return createAnswers({
    market,
    reader,
    adapter: sampleTerms.oracle,
    clock,
    sampler: { isQuiet: () => quiet },
    store,
    events: { answered: (status) => statuses.push(status) },
    log: memoryLog(),
    now,
  })
}

async function ask(
  epoch = 3,
  id: Hex = agreementId,
): Promise<{ status: number; reason?: string; rpc?: number }> {
  const reply = await open().answer({ agreementId: id, epoch })
  if (!reply.ok) return { status: reply.status, reason: reply.reason }
  return { status: 200, rpc: reply.frozen.verdict.rpc }
}

function measureAll(): void {
  for (let slot = 30; slot < 40; slot++)
    store.append(header, sampleOf(slot, slot === 30 ? { rpc: false } : {}))
}

test('answers an epoch that is over, and writes the answer down first', async () => {
  measureAll()
  assert.deepEqual(await ask(), { status: 200, rpc: 9_000 })
  const written = JSON.parse(readFileSync(epochFiles(folder, header).verdict, 'utf8'))
  assert.equal(written.verdict.rpc, 9_000)
  assert.equal(written.end, 1_080)
  assert.deepEqual(statuses, [200])
})

test('the first answer is the answer for ever', async () => {
  measureAll()
  await ask()
  assert.equal(store.append(header, sampleOf(31, { rpc: false })), false)
  agreement = { ...sampleAgreement, settledEpochs: 4 }
  nowSeconds = 9_999
  assert.deepEqual(await ask(), { status: 200, rpc: 9_000 })
})

test('an epoch nobody measured has no coverage', async () => {
  const reply = await open().answer({ agreementId, epoch: 3 })
  assert.ok(reply.ok)
  const { coverage, rpc, unsafeHead } = reply.frozen.verdict
  assert.deepEqual({ coverage, rpc, unsafeHead }, { coverage: 0, rpc: 0, unsafeHead: 0 })
})

test('unless the terms would judge it all the same', async () => {
  agreement = { ...sampleAgreement, terms: { ...sampleTerms, sla: { ...sampleSla, minCoverage: 0 } } }
  assert.deepEqual(await ask(), {
    status: 422,
    reason: 'nothing of epoch 3 was measured, and the terms ask for no coverage',
  })
})

test('the end of the agreement cuts its last epoch off', async () => {
  agreement = { ...sampleAgreement, state: 'Ended', endsAt: 1_066 }
  for (let slot = 30; slot < 33; slot++) store.append(header, sampleOf(slot))
  const reply = await open().answer({ agreementId, epoch: 3 })
  assert.ok(reply.ok)
  assert.equal(reply.frozen.verdict.coverage, 10_000)
})

test('refuses an agreement that the market does not know', async () => {
  const unknown: Hex = `0x${'bb'.repeat(32)}`
  assert.deepEqual(await ask(3, unknown), { status: 404, reason: `the market knows no agreement ${unknown}` })
})

test('refuses the agreement of another oracle', async () => {
  agreement = { ...sampleAgreement, terms: { ...sampleTerms, oracle: `0x${'77'.repeat(20)}` } }
  assert.equal((await ask()).status, 422)
  assert.match((await ask()).reason ?? '', /^its oracle is 0x7777/)
})

test('refuses terms that it cannot measure', async () => {
  const agreed = sampleSla.rpc
  const cases: [Partial<typeof sampleTerms>, RegExp][] = [
    [{ sla: { ...sampleSla, safeHead: agreed } }, /agree on safeHead, which/],
    [{ sla: { ...sampleSla, safeHead: agreed, proposals: agreed } }, /safeHead and proposals/],
    [{ sla: { ...sampleSla, profile: `0x${'99'.repeat(32)}` } }, /name profile 0x99/],
    [{ sla: { ...sampleSla, maxLatency: 60_001 } }, /latency bound/],
    [{ epochLength: 2_678_400, sla: { ...sampleSla, probeInterval: 1 } }, /more than 100000 samples/],
  ]
  for (const [terms, reason] of cases) {
    agreement = { ...sampleAgreement, terms: { ...sampleTerms, ...terms } }
    const reply = await ask()
    assert.equal(reply.status, 422)
    assert.match(reply.reason ?? '', reason)
  }
})

test('refuses epochs that do not exist or were settled without it', async () => {
  assert.equal((await ask(10)).status, 409)
  agreement = { ...sampleAgreement, endsAt: 1_060 }
  assert.equal((await ask()).status, 409)
  agreement = { ...sampleAgreement, settledEpochs: 4 }
  assert.deepEqual(await ask(), { status: 409, reason: 'epoch 3 is settled' })
})

test('asks to come again before the end, and until the last samples are in', async () => {
  measureAll()
  nowSeconds = 1_079
  assert.deepEqual(await ask(), { status: 503, reason: 'epoch 3 ends at 1080' })
  nowSeconds = 1_080
  assert.deepEqual(await ask(), { status: 503, reason: 'its last samples are under way' })
  nowSeconds = 1_081
  quiet = false
  assert.deepEqual(await ask(), { status: 503, reason: 'its last samples are under way' })
  quiet = true
  assert.equal((await ask()).status, 200)
  assert.deepEqual(statuses, [503, 503, 503, 200])
})

test('speaks Chainlink’s external adapter over HTTP', async () => {
  measureAll()
  const registry = new Registry()
  const { server, url } = await serveAdapter({
    host: '127.0.0.1',
    port: 0,
    answers: open(),
    registry,
    isHealthy: () => true,
    status: () => ({ adapter: sampleTerms.oracle, spend: 1n }),
    live: () => assert.fail('not asked for'),
    log: memoryLog(),
  })
  const post = async (body: string): Promise<{ status: number; retry: string | null; body: unknown }> => {
    const response = await fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(5_000) })
    return {
      status: response.status,
      retry: response.headers.get('retry-after'),
      body: await response.json(),
    }
  }
  const question = (data: object, id: unknown = 'job-7'): string => JSON.stringify({ id, data })
  try {
    const good = await post(question({ agreement: agreementId, epoch: 3 }))
    const { evidence } = store.findFrozen(header) ?? {}
    assert.deepEqual(good, {
      status: 200,
      retry: null,
      body: {
        jobRunID: 'job-7',
        statusCode: 200,
        data: {
          rpc: 9_000,
          unsafeHead: 10_000,
          safeHead: 10_000,
          proposals: 10_000,
          coverage: 10_000,
          reason: 0,
          l1Spend: '0',
          evidence,
        },
      },
    })
    const early = await post(question({ agreement: agreementId, epoch: '4' }))
    assert.equal(early.retry, '19')
    assert.deepEqual(early.body, {
      jobRunID: 'job-7',
      status: 'errored',
      statusCode: 503,
      error: { name: 'AdapterError', message: 'epoch 4 ends at 1100' },
    })
    const bad = [
      'not json',
      '{}',
      question({ agreement: '0x12', epoch: 3 }),
      question({ agreement: agreementId, epoch: -1 }),
      question({ agreement: agreementId, epoch: 2 ** 32 }),
      question({ agreement: agreementId, epoch: 3, padding: 'x'.repeat(20_000) }),
    ]
    for (const body of bad) assert.equal((await post(body)).status, 400)
    const get = (path: string): Promise<Response> => fetch(url + path, { signal: AbortSignal.timeout(5_000) })
    assert.equal((await get('/healthz')).status, 200)
    assert.deepEqual(await (await get('/status')).json(), { adapter: sampleTerms.oracle, spend: '1' })
    assert.equal((await get('/metrics')).status, 200)
    assert.equal((await get('/')).status, 404)
  } finally {
    server.close()
  }
})
