import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromConfigUri, toConfigUri } from './chainConfig.ts'

test('a config.toml comes back as it was', () => {
  const config = '[chain]\nname = "fjord — ☃"\n'
  assert.equal(fromConfigUri(toConfigUri(config)), config)
})

test('no other kind of URI is followed', () => {
  for (const uri of [
    'https://example.org/config.toml',
    'file:///etc/passwd',
    '',
    'data:text/html;base64,AAAA',
  ]) {
    assert.throws(() => fromConfigUri(uri), { code: 'OPR-700' })
  }
  assert.throws(() => fromConfigUri(toConfigUri('x'.repeat(4_000))), { code: 'OPR-700' })
})
