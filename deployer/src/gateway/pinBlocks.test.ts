import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { describeRpcMethod } from '../core/services/rpcMethods.ts'
import { pinBlocks } from './pinBlocks.ts'

const served = { latest: 100n, safe: 90n, finalized: 80n, members: [] }
const pin = (method: string, params: readonly unknown[]) =>
  pinBlocks(describeRpcMethod(method), params, served)
const to = { to: '0x01' }

describe('pinBlocks', () => {
  for (const [method, params, expected] of [
    ['eth_call', [to, 'latest'], [to, '0x64']],
    ['eth_call', [to], [to, '0x64']],
    ['eth_call', [to, null, {}], [to, '0x64', {}]],
    ['eth_getBalance', ['0x01', 'safe'], ['0x01', '0x5a']],
    ['eth_getStorageAt', ['0x01', '0x0'], ['0x01', '0x0', '0x64']],
    ['eth_getProof', ['0x01', [], 'finalized'], ['0x01', [], '0x50']],
    ['eth_feeHistory', ['0x4', 'latest', []], ['0x4', '0x64', []]],
    ['eth_getBlockByNumber', ['finalized', false], ['0x50', false]],
    ['eth_getBlockByNumber', ['earliest', false], ['earliest', false]],
    ['eth_call', [to, { blockNumber: 'latest' }], [to, { blockNumber: '0x64' }]],
    ['eth_call', [to, { blockHash: '0xab' }], [to, { blockHash: '0xab' }]],
    ['eth_getBalance', ['0x01', '0x10'], ['0x01', '0x10']],
    ['eth_getLogs', [{}], [{ fromBlock: '0x64', toBlock: '0x64' }]],
    ['eth_getLogs', [{ fromBlock: '0x1' }], [{ fromBlock: '0x1', toBlock: '0x64' }]],
    ['eth_getLogs', [{ fromBlock: '0x1', toBlock: '0xff' }], [{ fromBlock: '0x1', toBlock: '0x64' }]],
    ['eth_getLogs', [{ fromBlock: 'safe', toBlock: 'pending' }], [{ fromBlock: '0x5a', toBlock: '0x64' }]],
    ['eth_getLogs', [{ blockHash: '0xab' }], [{ blockHash: '0xab' }]],
    ['eth_getTransactionByHash', ['0xab'], ['0xab']],
  ] as const) {
    test(`${method} ${JSON.stringify(params)}`, () => {
      const pinned = pin(method, params)
      assert.equal(pinned.kind, 'pinned')
      assert.deepEqual(pinned.kind === 'pinned' && pinned.params, expected)
    })
  }

  test('what is pending only the sequencer knows', () => {
    assert.equal(pin('eth_getTransactionCount', ['0x01', 'pending']).kind, 'pending')
  })

  test('above the served head it answers as a node with that head', () => {
    assert.deepEqual(pin('eth_getBlockByNumber', ['0x65', false]), {
      kind: 'answered',
      outcome: { kind: 'result', json: 'null' },
    })
    assert.deepEqual(pin('eth_getLogs', [{ fromBlock: '0x65', toBlock: '0x70' }]), {
      kind: 'answered',
      outcome: { kind: 'result', json: '[]' },
    })
    const call = pin('eth_call', [to, '0x65'])
    assert.ok(call.kind === 'answered' && call.outcome.kind === 'error')
    assert.match(call.outcome.message, /^header not found: block 101 is above the head, 100$/)
  })

  test('a tag that nobody knows yet is left to the backend', () => {
    const young = pinBlocks(describeRpcMethod('eth_getBlockByNumber'), ['finalized', false], {
      latest: 1n,
      members: [],
    })
    assert.deepEqual(young, { kind: 'pinned', params: ['finalized', false] })
  })

  test('nonsense is left to the backend, which says what is wrong', () => {
    for (const params of [[], ['no block', false], [{}], [12]]) {
      assert.deepEqual(pin('eth_getBlockByNumber', params), { kind: 'pinned', params })
    }
    assert.deepEqual(pin('eth_getLogs', ['x']), { kind: 'pinned', params: ['x'] })
  })

  test('a filter keeps its own __proto__ key as data', () => {
    const filter = JSON.parse('{"__proto__":{"fromBlock":"0x1"},"address":"0x01"}')
    const pinned = pin('eth_getLogs', [filter])
    assert.ok(pinned.kind === 'pinned')
    assert.equal((pinned.params[0] as { fromBlock: string }).fromBlock, '0x64')
  })
})
