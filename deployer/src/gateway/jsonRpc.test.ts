import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseBody, renderResponse } from './jsonRpc.ts'

const codeOf = (text: string): number | undefined => {
  const body = parseBody(text, 3)
  if (body.kind === 'batch') return undefined
  const outcome = body.kind === 'invalid' ? body.outcome : body.item.kind === 'invalid' && body.item.outcome
  return outcome && outcome.kind === 'error' ? outcome.code : undefined
}

describe('parseBody', () => {
  for (const [text, code] of [
    ['', -32700],
    ['{', -32700],
    ['[]', -32600],
    ['1', -32600],
    ['"eth_chainId"', -32600],
    ['{"id":1,"method":"eth_chainId"}', -32600],
    ['{"jsonrpc":"1.0","id":1,"method":"eth_chainId"}', -32600],
    ['{"jsonrpc":"2.0","id":1}', -32600],
    ['{"jsonrpc":"2.0","id":1,"method":7}', -32600],
    ['{"jsonrpc":"2.0","id":{},"method":"eth_chainId"}', -32600],
    ['{"jsonrpc":"2.0","id":1.5,"method":"eth_chainId"}', -32600],
    ['{"jsonrpc":"2.0","id":12345678901234567890,"method":"eth_chainId"}', -32600],
    ['{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":{}}', -32602],
    ['{"__proto__":{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}}', -32600],
    ['[1,2,3,4]', -32600],
    [`${'['.repeat(500_000)}`, -32600],
    [`{"jsonrpc":"2.0","id":1,"method":"x","params":${'['.repeat(60)}${']'.repeat(60)}}`, -32600],
  ] as const) {
    test(`${text.slice(0, 70)} is ${code}`, () => assert.equal(codeOf(text), code))
  }

  test('brackets in a string are no nesting', () => {
    const text = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'web3_sha3',
      params: [`\\"${'['.repeat(100)}`],
    })
    assert.equal(codeOf(text), undefined)
  })

  test('the parts of a batch are judged one by one', () => {
    const body = parseBody('[1,{"jsonrpc":"2.0","id":"a","method":"x"},{"jsonrpc":"2.0","method":"y"}]', 3)
    assert.ok(body.kind === 'batch')
    const [first, second, third] = body.items
    assert.equal(first?.kind, 'invalid')
    assert.deepEqual(second, { kind: 'call', call: { id: '"a"', method: 'x', params: [] } })
    assert.deepEqual(third, { kind: 'call', call: { id: undefined, method: 'y', params: [] } })
  })
})

test('ids come back as they were', () => {
  for (const id of [0, -3, 7, 'a"b\u2028', '', null]) {
    const body = parseBody(JSON.stringify({ jsonrpc: '2.0', id, method: 'x' }), 1)
    assert.ok(body.kind === 'single' && body.item.kind === 'call')
    const text = renderResponse(body.item.call.id ?? '', { kind: 'result', json: '"0x1"' })
    assert.deepEqual(JSON.parse(text), { jsonrpc: '2.0', id, result: '0x1' })
  }
})
