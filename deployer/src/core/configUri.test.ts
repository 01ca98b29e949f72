import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromConfigUri, toConfigUri } from './configUri.ts'

test('a config.toml comes back as it was', () => {
  for (const config of [
    '',
    'a',
    'ab',
    '[chain]\nname = "fjord — ☃"\n',
    '\ufeffschema = 1\r\n',
    '🌍'.repeat(700),
  ]) {
    assert.equal(fromConfigUri(toConfigUri(config)), config)
  }
})

test('the file stands in its URI as every program encodes it', () => {
  const config = '[chain]\nname = "fjord — ☃"\n'
  const base64 = Buffer.from(config).toString('base64')
  assert.equal(toConfigUri(config), `data:application/toml;base64,${base64}`)
})

test('no other kind of URI is followed', () => {
  for (const uri of [
    'https://example.org/config.toml',
    'file:///etc/passwd',
    '',
    'data:text/html;base64,AAAA',
    'data:application/toml;base64,AAA',
    'data:application/toml;base64,A A=',
    'data:application/toml;base64,%41%41',
  ]) {
    assert.throws(() => fromConfigUri(uri), { code: 'OPR-700' })
  }
  assert.throws(() => fromConfigUri(toConfigUri('x'.repeat(4_000))), { code: 'OPR-700' })
})
