import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BaseError, type Hex, hexToNumber, zeroAddress, zeroHash } from 'viem'
import type { ChainClient } from './client.ts'
import { readLogs } from './logs.ts'

const address = zeroAddress

/** A node with one log in each listed block, that refuses ranges over `maxRange`. */
function createNode({ head, logs, maxRange }: { head: number; logs: Map<number, string>; maxRange: number }) {
  const asked: [number, number][] = []
  const node = { head, logs, asked }
  const request = async ({ method, params }: { method: string; params?: unknown[] }): Promise<unknown> => {
    if (method === 'eth_blockNumber') return `0x${node.head.toString(16)}`
    const [filter] = params as [{ fromBlock: Hex; toBlock: Hex }]
    const [from, to] = [hexToNumber(filter.fromBlock), hexToNumber(filter.toBlock)]
    asked.push([from, to])
    if (to - from + 1 > maxRange)
      throw Object.assign(new BaseError('query returned more than 10000 results'), { code: -32005 })
    return [...node.logs]
      .filter(([block]) => block >= from && block <= to)
      .map(([block, data]) => ({
        address,
        topics: [],
        data,
        blockNumber: `0x${block.toString(16)}`,
        logIndex: '0x0',
      }))
  }
  // Of a client, reading logs uses requests and the cache key of block numbers only.
  const client = {
    request,
    uid: String(Math.random()),
    cacheTime: 0,
    extend: () => client,
  } as unknown as ChainClient
  return { ...node, node, client }
}

const filter = { address, topics: [zeroHash as Hex], fromBlock: 10n }
const dataOf = (logs: { data: Hex }[]): string[] => logs.map(({ data }) => data)

test('halves a range that is refused until it passes, and reads every block once', async () => {
  const logs = new Map([
    [10, '0x0a'],
    [1500, '0x0b'],
    [9000, '0x0c'],
  ])
  const { client, asked } = createNode({ head: 9000, logs, maxRange: 3000 })
  assert.deepEqual(dataOf(await readLogs(client, filter)), ['0x0a', '0x0b', '0x0c'])
  assert.ok(asked.length < 12, `${asked.length} requests`)
})

test('asks only for new blocks afterwards, and drops what a reorg replaced', async () => {
  const logs = new Map([
    [100, '0x0a'],
    [990, '0x0b'],
  ])
  const { client, node } = createNode({ head: 1000, logs, maxRange: 10_000 })
  await readLogs(client, filter)
  node.head = 1010
  logs.delete(990)
  logs.set(991, '0xbb').set(1005, '0x0c')
  assert.deepEqual(dataOf(await readLogs(client, filter)), ['0x0a', '0xbb', '0x0c'])
  assert.deepEqual(node.asked.at(-1), [937, 1010])
})

test('a node that refuses a single block is an error', async () => {
  const { client } = createNode({ head: 20, logs: new Map(), maxRange: 0 })
  await assert.rejects(readLogs(client, filter), /more than 10000 results/)
})
