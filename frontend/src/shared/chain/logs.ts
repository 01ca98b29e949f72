import { type Address, BaseError, formatLog, type Hex, type Log, type RpcLog } from 'viem'
import { getBlockNumber } from 'viem/actions'
import type { ChainClient } from './client.ts'

/** What to look for, as eth_getLogs takes it. */
export type LogFilter = { address: Address; topics: (Hex | Hex[] | null)[]; fromBlock: bigint }

type Cursor = { logs: Log<bigint, number, false>[]; scannedTo: bigint; range: bigint }

const FIRST_RANGE = 10_000n
/** Blocks that may still be replaced: looked at again each time. */
const REORG_DEPTH = 64n

const cursors = new WeakMap<ChainClient, Map<string, Cursor>>()
const running = new Map<Cursor, Promise<void>>()

/**
 * All logs of a filter up to now, oldest first. Only new blocks are asked for, in ranges that shrink when a node
 * refuses them; what a reorg may have replaced is read again.
 *
 * @throws whatever the RPC says when even one block is refused
 */
export async function readLogs(
  client: ChainClient,
  filter: LogFilter,
): Promise<Log<bigint, number, false>[]> {
  const cursor = cursorOf(client, filter)
  const under = running.get(cursor) ?? advance(client, filter, cursor).finally(() => running.delete(cursor))
  running.set(cursor, under)
  await under
  return cursor.logs
}

function cursorOf(client: ChainClient, filter: LogFilter): Cursor {
  const key = JSON.stringify([filter.address, filter.topics, String(filter.fromBlock)])
  const ofClient = cursors.get(client) ?? new Map<string, Cursor>()
  cursors.set(client, ofClient)
  const cursor = ofClient.get(key) ?? { logs: [], scannedTo: filter.fromBlock - 1n, range: FIRST_RANGE }
  ofClient.set(key, cursor)
  return cursor
}

async function advance(client: ChainClient, filter: LogFilter, cursor: Cursor): Promise<void> {
  const head = await getBlockNumber(client)
  const restart = cursor.scannedTo - REORG_DEPTH + 1n
  let from = restart > filter.fromBlock ? restart : filter.fromBlock
  while (from <= head) {
    const to = from + cursor.range - 1n < head ? from + cursor.range - 1n : head
    const found = await readRange(client, filter, { from, to }, cursor)
    if (found === undefined) continue
    const start = from
    cursor.logs = [...cursor.logs.filter(({ blockNumber }) => blockNumber < start), ...found]
    cursor.scannedTo = to
    cursor.range = min(cursor.range + cursor.range / 4n, FIRST_RANGE)
    from = to + 1n
  }
}

/** Undefined: the range was too much, and is smaller now. */
async function readRange(
  client: ChainClient,
  { address, topics }: LogFilter,
  { from, to }: { from: bigint; to: bigint },
  cursor: Cursor,
): Promise<Log<bigint, number, false>[] | undefined> {
  try {
    const logs = (await client.request({
      method: 'eth_getLogs',
      params: [{ address, topics, fromBlock: hex(from), toBlock: hex(to) }],
    })) as RpcLog[]
    // Only mined blocks are asked for: number and index are there.
    return logs.map((log) => formatLog(log) as Log<bigint, number, false>)
  } catch (error) {
    if (!isRefusal(error) || cursor.range <= 1n) throw error
    cursor.range = cursor.range / 2n
    return undefined
  }
}

/** The node answered and said no; a node that does not answer would refuse any range. */
function isRefusal(error: unknown): boolean {
  return error instanceof BaseError && error.walk((cause) => 'code' in (cause as object)) !== null
}

function hex(number: bigint): Hex {
  return `0x${number.toString(16)}`
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
