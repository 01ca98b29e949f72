import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf, httpUrlOf, listenOf, pollMsOf, requireLocal, settingOf } from './config.ts'

const refusal = { code: 'OPR-108' }

test('listens on a host and a port', () => {
  assert.deepEqual(listenOf('127.0.0.1:4703'), { host: '127.0.0.1', port: 4703 })
  assert.deepEqual(listenOf('[::1]:0'), { host: '::1', port: 0 })
  for (const wrong of ['4703', ':4703', 'localhost', 'localhost:', 'localhost:70000', 'localhost:1e3']) {
    assert.throws(() => listenOf(wrong), refusal)
  }
})

test('looks every second on a local chain, every six elsewhere, or as told', () => {
  assert.equal(pollMsOf(undefined, 31_337), 1_000)
  assert.equal(pollMsOf(undefined, 1), 6_000)
  assert.equal(pollMsOf('250', 1), 250)
  for (const wrong of ['0', '99', '10001', '1.5', 'often']) assert.throws(() => pollMsOf(wrong, 1), refusal)
})

test('addresses are compared in lower case', () => {
  const address = '0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
  assert.equal(addressOf('--adapter', address), address.toLowerCase())
  assert.throws(() => addressOf('--adapter', undefined), {
    message: '--adapter: found nothing, expected an address.',
  })
  assert.throws(() => addressOf('--adapter', '0x12'), refusal)
})

test('URLs are http or https, and an error keeps what may be secret in one', () => {
  for (const url of ['http://127.0.0.1:4703', 'https://a.example/key']) {
    assert.equal(httpUrlOf('--probe-url', url), url)
  }
  for (const wrong of ['127.0.0.1:4703', 'ftp://a.example', '', 'a.example']) {
    assert.throws(() => httpUrlOf('--probe-url', wrong), refusal)
  }
  assert.throws(
    () => httpUrlOf('--probe-url', 'ws://user:secret@a.example/secret'),
    (error: Error) => {
      assert.doesNotMatch(error.message, /secret/)
      return true
    },
  )
})

test('an option goes before its variable, a variable before the default', () => {
  const environment = { OPRAAS_PROBE_DATA: 'b' }
  const of = (option?: string, variable = 'OPRAAS_PROBE_DATA'): string =>
    settingOf(option, { environment, variable, fallback: 'c' })
  assert.deepEqual([of('a'), of(), of(undefined, 'OTHER')], ['a', 'b', 'c'])
})

test('local chains only', () => {
  for (const chainId of [900, 1_337, 31_337]) requireLocal('--local-market', chainId)
  assert.throws(() => requireLocal('--local-market', 1), {
    code: 'OPR-108',
    message:
      '--local-market: found a market on chain 1, expected a market on a local chain (900, 1337, 31337).',
  })
})
