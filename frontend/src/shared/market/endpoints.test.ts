import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowUrl, parseEndpoints } from './endpoints.ts'

test('reads what a vendor publishes', () => {
  const text = '{"rpc":"https://rpc.example/","ws":"wss://rpc.example","explorer":"https://scan.example"}'
  assert.deepEqual(parseEndpoints(text), {
    rpc: 'https://rpc.example',
    ws: 'wss://rpc.example',
    explorer: 'https://scan.example',
    simulated: false,
  })
})

test('is nothing when it is no such JSON', () => {
  for (const text of ['', 'https://rpc.example', '[]', '{"rpc":1}'])
    assert.equal(parseEndpoints(text), undefined)
})

test('allows encrypted URLs, plain ones on this machine, none with credentials', () => {
  const http = ['https:', 'http:']
  assert.equal(allowUrl('http://127.0.0.1:4710', http), 'http://127.0.0.1:4710')
  for (const url of [
    'http://rpc.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://me:secret@rpc.example',
    'ftp://rpc.example',
    'rpc.example',
  ]) {
    assert.equal(allowUrl(url, http), undefined, url)
  }
})
