import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { describeRpcMethod, isOperatorMethod, rpcMethods } from './rpcMethods.ts'

describe('rpcMethods', () => {
  const names = rpcMethods.map(({ name }) => name)

  test('serves nothing that steers, traces or shows a node', () => {
    assert.deepEqual(
      names.filter((name) => !/^(eth|net|web3)_/.test(name)),
      [],
    )
    for (const forbidden of ['eth_sendTransaction', 'eth_sign', 'eth_accounts', 'eth_newFilter']) {
      assert.ok(!names.includes(forbidden), forbidden)
    }
  })

  test('names no method twice', () => {
    assert.equal(new Set(names).size, names.length)
  })

  test('whatever sends a transaction is a write, also when the operator adds it', () => {
    const writes = rpcMethods.filter(({ kind }) => kind === 'write').map(({ name }) => name)
    assert.deepEqual(
      writes,
      names.filter((name) => name.startsWith('eth_send')),
    )
    assert.equal(describeRpcMethod('eth_sendBundle').kind, 'write')
    assert.equal(describeRpcMethod('debug_traceTransaction').kind, 'read')
  })

  test('a write is never kept', () => {
    assert.deepEqual(
      rpcMethods.filter(({ kind, immutable }) => kind === 'write' && immutable),
      [],
    )
  })

  test('knows the methods that no config can publish', () => {
    for (const name of ['admin_peers', 'engine_newPayloadV3', 'miner_start', 'personal_sign']) {
      assert.ok(isOperatorMethod(name), name)
    }
    assert.ok(!isOperatorMethod('debug_traceTransaction'))
  })
})
