import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { describe, test } from 'node:test'
import { admitEndpoint } from './endpoint.ts'
import { faultOfHead, type Measurement, measure } from './measure.ts'
import { MAX_ANSWER_BYTES } from './profile.ts'
import type { Reach } from './resolve.ts'
import { resolveBySystem } from './resolve.ts'
import { type Behaviour, fakeL2, startFake } from './testing/fakeL2.ts'

const chainId = 42
const local: Reach = { resolve: resolveBySystem, allowPrivate: true }

async function look(
  url: string,
  options: { maxLatencyMs?: number; reach?: Reach } = {},
): Promise<Measurement> {
  const { maxLatencyMs = 1_000, reach = local } = options
  const endpoint = admitEndpoint({ rpc: url, simulated: false }, { localMarket: true })
  const signal = new AbortController().signal
  return measure(endpoint, { l2ChainId: chainId, maxLatencyMs }, { reach, signal, now: () => Date.now() })
}

async function lookAt(behave: Behaviour, options?: { maxLatencyMs?: number }): Promise<Measurement> {
  const server = await startFake(behave)
  try {
    return await look(server.url, options)
  } finally {
    await server.close()
  }
}

function verdictOf({ rpc, unsafeHead, note }: Measurement): object {
  return { rpc, unsafeHead, note }
}

const missed = (note: string): object => ({ rpc: false, unsafeHead: false, note })

describe('an honest endpoint', () => {
  test('meets both, in one request', async () => {
    const server = await startFake(fakeL2({ chainId }))
    const measurement = await look(server.url)
    await server.close()
    assert.deepEqual(verdictOf(measurement), { rpc: true, unsafeHead: true, note: undefined })
    assert.equal(measurement.head, 1_234)
    assert.equal(server.requests(), 1)
  })

  test('may refuse batches: then two more requests share the time', async () => {
    const server = await startFake(fakeL2({ chainId, noBatches: true, delayMs: 60 }))
    const measurement = await look(server.url)
    const hurried = await look(server.url, { maxLatencyMs: 150 })
    await server.close()
    assert.deepEqual(verdictOf(measurement), { rpc: true, unsafeHead: true, note: undefined })
    assert.ok(measurement.ms >= 180)
    assert.deepEqual(verdictOf(hurried), missed('timeout'))
  })

  test('may refuse batches with a status', async () => {
    const chain = fakeL2({ chainId })
    const measurement = await lookAt((request, response) => {
      if (request.body.startsWith('['))
        response.writeHead(400).end('{"error":{"code":-32600,"message":"no"}}')
      else chain(request, response)
    })
    assert.deepEqual(verdictOf(measurement), { rpc: true, unsafeHead: true, note: undefined })
  })

  test('may give a block full of transactions', async () => {
    const hashes = Array.from({ length: 7_000 }, (_, index) => `0x${index.toString(16).padStart(64, '0')}`)
    const measurement = await lookAt((_request, response) => {
      const timestamp = `0x${Math.floor(Date.now() / 1000).toString(16)}`
      const block = { number: '0x5', timestamp, hash: `0x${'ab'.repeat(32)}`, transactions: hashes }
      response.end(
        JSON.stringify([
          { id: 1, result: block },
          { id: 2, result: '0x2a' },
        ]),
      )
    })
    assert.deepEqual(verdictOf(measurement), { rpc: true, unsafeHead: true, note: undefined })
  })
})

const replies = (block: unknown, chain: unknown): Behaviour => {
  const body = JSON.stringify([
    { jsonrpc: '2.0', id: 1, result: block },
    { jsonrpc: '2.0', id: 2, result: chain },
  ])
  return (_request, response) => {
    response.end(body)
  }
}

describe('a lying endpoint misses', () => {
  const lies: [name: string, behave: Behaviour, note: string][] = [
    ['wrong chain id', fakeL2({ chainId: 43 }), 'wrong chain id 43'],
    ['http error', (_request, response) => void response.writeHead(503).end('[]'), 'http 503'],
    [
      'http error with an answer',
      (_, response) => void response.writeHead(429).end('{"error":1}'),
      'http 429',
    ],
    ['no content', (_request, response) => void response.writeHead(204).end(), 'http 204'],
    ['garbage', (_request, response) => void response.end('<html>welcome</html>'), 'not json'],
    ['json that is no answer', (_request, response) => void response.end('"ok"'), 'not json-rpc'],
    ['half an answer', (_request, response) => void response.end('[{"id":1,"result":null}]'), 'no chain id'],
    ['no block', replies(null, '0x2a'), 'no block'],
    ['a block with words', replies({ number: 'many', timestamp: 'now', hash: '0x' }, '0x2a'), 'no block'],
    ['numbers beyond reason', replies({ number: `0x${'f'.repeat(40)}` }, '0x2a'), 'no block'],
    ['chain id without 0x', replies(null, '42'), 'no chain id'],
    [
      'redirect',
      (_request, response) => void response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
      'redirect',
    ],
    [
      'huge body',
      (_request, response) => void response.end('x'.repeat(MAX_ANSWER_BYTES + 1)),
      'answer too long',
    ],
    ['hang', () => undefined, 'timeout'],
    ['cut off', ({ message }) => void message.socket.destroy(), 'connection failed (ECONNRESET)'],
  ]
  for (const [name, behave, note] of lies) {
    test(name, async () =>
      assert.deepEqual(verdictOf(await lookAt(behave, { maxLatencyMs: 400 })), missed(note)),
    )
  }

  test('an endless body costs no more memory than is read', async () => {
    let sent = 0
    const measurement = await lookAt((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('y'.repeat(65_536))) sent += 65_536
      }
      response.on('drain', more)
      more()
    })
    assert.deepEqual(verdictOf(measurement), missed('answer too long'))
    assert.ok(sent < 32 * MAX_ANSWER_BYTES, `${sent} bytes`)
  })

  test('a slow drip ends with the latency bound', async () => {
    let drops = 0
    const measurement = await lookAt(
      (_request, response) => {
        response.write('[')
        const timer = setInterval(() => {
          drops++
          response.write(' ')
        }, 20)
        response.on('close', () => clearInterval(timer))
      },
      { maxLatencyMs: 300 },
    )
    assert.deepEqual(verdictOf(measurement), missed('timeout'))
    assert.ok(drops > 0, 'it was still talking')
  })

  test('a port where nobody listens', async () => {
    const server = await startFake(fakeL2({ chainId }))
    await server.close()
    assert.deepEqual(verdictOf(await look(server.url)), missed('connection refused'))
  })

  test('a port that speaks something else', async () => {
    const server = createServer((socket) => socket.end('220 mail ready\r\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const measurement = await look(`http://127.0.0.1:${port}`)
    server.close()
    assert.equal(measurement.rpc, false)
    assert.match(measurement.note ?? '', /^connection failed/)
  })

  test('https where there is none', async () => {
    const server = await startFake(fakeL2({ chainId }))
    const measurement = await look(server.url.replace('http:', 'https:'))
    await server.close()
    assert.equal(measurement.rpc, false)
  })
})

describe('a head', () => {
  const at = (ageSeconds: number, number = 9): string | undefined =>
    faultOfHead(
      { number, timestampSeconds: 1_000_000 },
      { nowMs: (1_000_000 + ageSeconds) * 1000, boundMs: 13_000 },
    )

  test('is good up to the bound, on either side', () => {
    assert.equal(at(13), undefined)
    assert.equal(at(-13), undefined)
    assert.equal(at(13.001), 'old head')
    assert.equal(at(-13.001), 'head in the future')
  })

  test('is implausible at 0, and above one block a second since 1970', () => {
    assert.equal(at(0, 0), 'implausible head')
    assert.equal(at(0, 1_000_000), undefined)
    assert.equal(at(0, 1_000_001), 'implausible head')
  })

  test('that is old misses its metric only', async () => {
    const measurement = await lookAt(fakeL2({ chainId, headAgeSeconds: 20 }))
    assert.deepEqual(verdictOf(measurement), { rpc: true, unsafeHead: false, note: 'old head' })
    const ahead = await lookAt(fakeL2({ chainId, headAgeSeconds: -60 }))
    assert.deepEqual(verdictOf(ahead), { rpc: true, unsafeHead: false, note: 'head in the future' })
  })
})

describe('an address that is not public', () => {
  test('is never connected to', async () => {
    const server = await startFake(fakeL2({ chainId }))
    const reach = { resolve: resolveBySystem, allowPrivate: false }
    const literal = await look(server.url, { reach })
    const byName = await look(`http://localhost:${server.port}`, { reach })
    await server.close()
    assert.deepEqual([literal, byName].map(verdictOf), [
      missed('address not public'),
      missed('address not public'),
    ])
    assert.equal(server.requests(), 0)
  })

  test('does not come in by a second look-up (DNS rebinding)', async () => {
    const server = await startFake(fakeL2({ chainId }))
    const url = `http://rebind.example:${server.port}`
    let lookups = 0
    const once = async (): Promise<string[]> =>
      lookups++ === 0 ? ['127.0.0.1'] : assert.fail('looked up twice')
    const first = await look(url, { reach: { resolve: once, allowPrivate: true } })
    assert.equal(first.rpc, true, 'what was looked up and checked is what was connected to')
    const turned = async (): Promise<string[]> => ['127.0.0.1']
    const second = await look(url, { reach: { resolve: turned, allowPrivate: false } })
    await server.close()
    assert.deepEqual(verdictOf(second), missed('address not public'))
    assert.equal(server.requests(), 1)
  })

  test('is waited for no longer than the latency bound', async () => {
    const resolve = (): Promise<string[]> => new Promise(() => undefined)
    const measurement = await look('http://slow.example', {
      reach: { resolve, allowPrivate: false },
      maxLatencyMs: 200,
    })
    assert.deepEqual(verdictOf(measurement), missed('timeout'))
  })

  test('and a name that does not exist', async () => {
    const resolve = async (): Promise<string[]> => {
      throw Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' })
    }
    const measurement = await look('http://nobody.example', { reach: { resolve, allowPrivate: false } })
    assert.deepEqual(verdictOf(measurement), missed('no such host'))
  })
})

describe('a publication', () => {
  const admit = (rpc: string, options: { simulated?: boolean; localMarket?: boolean } = {}) => {
    const { simulated = false, localMarket = false } = options
    return admitEndpoint({ rpc, simulated }, { localMarket })
  }
  const refused = (note: string): object => ({ kind: 'refused', note })

  test('is http or https, without credentials', () => {
    assert.deepEqual(admit('ftp://a.example'), refused('not http or https'))
    assert.deepEqual(admit('ws://a.example'), refused('not http or https'))
    assert.deepEqual(admit('file:///etc/passwd'), refused('not http or https'))
    assert.deepEqual(admit('https://user:secret@a.example'), refused('credentials in the url'))
    assert.deepEqual(admit('https://a.example/v1/key').kind, 'open')
  })

  test('of a simulated chain is for local markets', () => {
    assert.deepEqual(admit('http://a.example', { simulated: true }), refused('simulated chain'))
    assert.deepEqual(admit('http://a.example', { simulated: true, localMarket: true }).kind, 'open')
  })

  test('that cannot be read is a miss', async () => {
    const endpoint = admitEndpoint(undefined, { localMarket: true })
    const options = { reach: local, signal: new AbortController().signal, now: () => 0 }
    const measurement = await measure(endpoint, { l2ChainId: 1, maxLatencyMs: 100 }, options)
    assert.deepEqual(verdictOf(measurement), missed('endpoints unreadable'))
  })
})
