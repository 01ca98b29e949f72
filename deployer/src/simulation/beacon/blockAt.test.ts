import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type AskL1, createBlockFinder } from './blockAt.ts'

/** An L1 of which only the timestamps matter; counts what it is asked. */
function chainOf(timestamps: number[]) {
  const chain = { timestamps, headers: 0 }
  const ask = (async (method: string, [number]: readonly unknown[]) => {
    if (method === 'eth_blockNumber') return `0x${(chain.timestamps.length - 1).toString(16)}`
    chain.headers++
    const timestamp = chain.timestamps[Number(number)]
    return timestamp === undefined
      ? null
      : { timestamp: `0x${timestamp.toString(16)}`, transactions: [{ blobs: [number] }] }
  }) as AskL1
  return Object.assign(chain, { find: createBlockFinder(ask) })
}

/** Number of the block that was found. */
async function numberAt(chain: ReturnType<typeof chainOf>, timestamp: number): Promise<number | undefined> {
  const number = (await chain.find(timestamp))?.transactions[0]?.blobs?.[0]
  return number === undefined ? undefined : Number(number)
}

describe('the block of a slot', () => {
  test('is found wherever it is, also with gaps of any length', async () => {
    for (const length of [1, 2, 3, 10, 97]) {
      const timestamps = Array.from({ length }, (_, index) => 100 + index * 2 + (index > 5 ? 5_000 : 0))
      const chain = chainOf(timestamps)
      for (const [number, timestamp] of timestamps.entries())
        assert.equal(await numberAt(chain, timestamp), number)
      for (const nowhere of [0, 99, 101, 113, 3_000, 1_000_000])
        assert.equal(await numberAt(chain, nowhere), undefined)
    }
  })

  test('is found near the head without asking for old blocks, and again with one question', async () => {
    const chain = chainOf(Array.from({ length: 100_000 }, (_, index) => index * 2))
    assert.equal(await numberAt(chain, 2 * 99_990), 99_990)
    assert.ok(chain.headers < 15, `${chain.headers} blocks read`)
    const before = chain.headers
    assert.equal(await numberAt(chain, 2 * 99_990), 99_990)
    assert.equal(chain.headers, before + 1)
  })

  test('is the one of now after a reorg', async () => {
    const chain = chainOf([10, 12, 14, 16, 18])
    assert.equal(await numberAt(chain, 16), 3)
    chain.timestamps = [10, 12, 13, 15, 16, 20]
    assert.equal(await numberAt(chain, 16), 4)
    chain.timestamps = [10, 12, 13]
    assert.equal(await numberAt(chain, 16), undefined)
    chain.timestamps = [10, 12, 13, 16]
    assert.equal(await numberAt(chain, 16), 3)
  })
})
