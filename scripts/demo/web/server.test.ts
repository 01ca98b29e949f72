import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { freePort } from '@opraas/deployer'
import { zeroAddress } from 'viem'
import type { OutagePlan, Power } from '../power.ts'
import { serveDapp } from './server.ts'

const config = {
  version: 1,
  market: { chainId: 31337, marketplace: zeroAddress, deploymentBlock: 1, oracles: [] },
  chains: [],
  demo: { powerUrl: './demo/power' },
}
const stop = new AbortController()
const parent = mkdtempSync(join(tmpdir(), 'opraas-web-'))
const folder = join(parent, 'dist-local')
const cuts: OutagePlan[] = []
let busy: string | undefined
let port: number
let origin: string

/** Records the cuts instead of killing anything. */
const power: Power = {
  busy: () => busy,
  state: () => ({ off: false }),
  release: () => undefined,
  cut: async (plan) => {
    cuts.push(plan)
    return plan.offAt
  },
}

before(async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(parent, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'assets/app-1a2b.js'), 'export {}')
  port = await freePort()
  origin = await serveDapp({ port, folder, config, power, onError: assert.fail, signal: stop.signal })
})
after(async () => {
  stop.abort()
  rmSync(parent, { recursive: true })
})

test('serves the build and this world’s config.json, each with its caching and the policy', async () => {
  for (const [path, type, cache] of [
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html?x=1', 'text/html; charset=utf-8', 'no-cache'],
    ['/assets/app-1a2b.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/config.json', 'application/json', 'no-cache'],
  ] as const) {
    const { status, headers } = await fetch(origin + path)
    assert.equal(status, 200, path)
    assert.equal(headers.get('content-type'), type)
    assert.equal(headers.get('cache-control'), cache)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(
      headers.get('content-security-policy'),
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        "connect-src 'self' https: http://127.0.0.1:* http://localhost:*; object-src 'none'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
  }
  assert.deepEqual(await (await fetch(`${origin}/config.json`)).json(), config)
})

test('gives nothing outside the folder, and no folder', async () => {
  for (const path of [
    ...['/../secret.txt', '/..%2fsecret.txt', '/assets/%2e%2e/%2e%2e/secret.txt', '/%2e%2e%2fsecret.txt'],
    ...['/assets', '/assets/', '/none.js', '/index.html%00', '/../dist-local-other/x', `/${'a'.repeat(300)}`],
  ]) {
    assert.equal((await ask(path)).status, 404, path)
  }
  for (const path of ['/%', '/%ff']) assert.equal((await ask(path)).status, 400, path)
  assert.equal((await ask('/', { method: 'PUT' })).status, 405)
})

test('answers to loopback names only', async () => {
  for (const host of ['evil.example', `127.0.0.1.evil.example:${port}`, 'localhost:1@evil.example']) {
    assert.equal((await ask('/config.json', { host })).status, 403, host)
  }
  assert.equal((await ask('/config.json', { host: `localhost:${port}` })).status, 200)
})

test('cuts the power for its own page, within bounds, one cut at a time', async () => {
  const json = 'application/json'
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${origin}/demo/power`, {
      method: 'POST',
      body,
      headers: { origin, 'content-type': json, ...headers },
    })
  assert.deepEqual(await (await fetch(`${origin}/demo/power`)).json(), { off: false })
  const startedAt = Date.now() / 1000
  const answer = await post('{"seconds":12}')
  assert.equal(answer.status, 202)
  const { off, until } = (await answer.json()) as { off: boolean; until: number }
  const [cut] = cuts
  assert.ok(cut && off && until - startedAt >= 12 && until - startedAt < 14 && Number.isInteger(until))
  assert.equal(Math.round((cut.onAt - cut.offAt) * 1000), 12_000)

  busy = 'The vendor is not up yet.'
  const refused = await post('{"seconds":12}')
  assert.equal(refused.status, 409)
  assert.deepEqual(await refused.json(), { error: busy })
  busy = undefined

  for (const other of ['http://evil.example', 'null', `http://localhost:${port}`])
    assert.equal((await post('{"seconds":12}', { origin: other })).status, 403, other)
  assert.equal((await post('{"seconds":12}', { 'content-type': 'text/plain' })).status, 415)
  for (const body of ['{"seconds":3.9}', '{"seconds":61}', '{"seconds":"12"}', '{}', 'null', '[', ''])
    assert.equal((await post(body)).status, 400, body)
  assert.equal((await post(`{"seconds":12,"x":"${'x'.repeat(2_000)}"}`)).status, 400)
  assert.equal(cuts.length, 1)
})

test('says how to build what was not built; its end frees the port', async () => {
  const end = new AbortController()
  const other = await freePort()
  const options = { config, folder: join(parent, 'none'), onError: assert.fail, signal: end.signal }
  const url = await serveDapp({ ...options, port: other })
  const response = await fetch(url)
  assert.equal(response.status, 404)
  assert.match(await response.text(), /npm run build/)
  assert.equal((await fetch(`${url}/demo/power`)).status, 404, 'no controls')
  await assert.rejects(serveDapp({ ...options, port: other }), /EADDRINUSE/)
  end.abort()
  await assert.rejects(fetch(url), /fetch failed/)
})

/** A request as it is written: no client's normalisation of paths. */
function ask(
  path: string,
  { method = 'GET', host = `127.0.0.1:${port}` } = {},
): Promise<{ status: number | undefined }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers: { host } }, (response) => {
      response.resume().once('end', () => resolve({ status: response.statusCode }))
    })
      .once('error', reject)
      .end()
  })
}
