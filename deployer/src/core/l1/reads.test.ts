import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Address, Hex } from 'viem'
import { type Check, wordOf } from './checks.ts'
import type { Contracts } from './contracts.ts'
import { judgeCheck, type ReadAnswer, readsOf } from './reads.ts'

const address: Address = `0x${'ab'.repeat(20)}`
const owner: Address = `0x${'cd'.repeat(20)}`
const word = (value: number): Hex => `0x${value.toString(16).padStart(64, '0')}`

/** Three bytes of code around one immutable. */
const runtime = (immutable: string): Hex => `0x6001${immutable.repeat(32)}fe`
const contracts: Contracts = {
  Game: { initCode: '0x60', runtime: runtime('00'), immutables: { proposer: [2] } },
}

const code: Check = { kind: 'code', address, contract: 'Game' }
const call: Check = { kind: 'call', to: address, data: '0x8da5cb5b', equals: wordOf(owner) }
const storage: Check = { kind: 'storage', address, slot: word(0), equals: word(1), mask: word(0xff) }
const emitted: Check = { kind: 'emitted', address, topics: [word(7)] }
const all: Check = { kind: 'all', checks: [code, { kind: 'all', checks: [call, storage] }, emitted] }

const good: ReadAnswer[] = [runtime('77'), wordOf(owner), word(0x0201), [{ address }]]

test('reads all that a check needs at once, in its order', () => {
  assert.deepEqual(readsOf(all), [
    { method: 'eth_getCode', params: [address, 'latest'] },
    { method: 'eth_call', params: [{ to: address, data: '0x8da5cb5b' }, 'latest'] },
    { method: 'eth_getStorageAt', params: [address, word(0), 'latest'] },
    {
      method: 'eth_getLogs',
      params: [{ address, topics: [word(7)], fromBlock: '0x0', toBlock: 'latest' }],
    },
  ])
})

test('is done when every answer is the one expected', () => {
  assert.equal(judgeCheck(contracts, all, good), 'done')
})

test('is open as soon as one answer is another, or none', () => {
  const others: ReadAnswer[][] = [
    ['0x', undefined],
    [wordOf(address), '0x', undefined],
    [word(0x0200), '0x', undefined],
    [[], undefined],
  ]
  for (const [index, answers] of others.entries()) {
    for (const answer of answers) {
      assert.equal(judgeCheck(contracts, all, good.with(index, answer)), 'open', `${index}: ${answer}`)
    }
  }
  assert.equal(judgeCheck(contracts, all, []), 'open')
})

test('is foreign when other code stands there, whatever else is missing', () => {
  assert.equal(judgeCheck(contracts, all, ['0x6002fe', undefined, undefined, undefined]), 'foreign')
  assert.equal(judgeCheck(contracts, code, [runtime('77')]), 'done')
})

test('compares without case', () => {
  assert.equal(judgeCheck(contracts, call, [wordOf(owner).toUpperCase().replace('0X', '0x') as Hex]), 'done')
})

test('a call that reverts is not an empty answer', () => {
  const empty: Check = { ...call, equals: '0x' }
  assert.equal(judgeCheck(contracts, empty, ['0x']), 'done')
  assert.equal(judgeCheck(contracts, empty, [undefined]), 'open')
})
