import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { type Answer, post } from './post.ts'
import { HEAD_SLACK_MS } from './profile.ts'
import type { Reach } from './resolve.ts'

/** What one look at an endpoint gave. A miss is never silence: `note` says what was wrong. */
export type Measurement = { rpc: boolean; unsafeHead: boolean; ms: number; head?: number; note?: string }

/** What is agreed about the endpoint. */
export type Expected = { l2ChainId: number; maxLatencyMs: number }

type Head = { number: number; timestampSeconds: number }
type Reading = { ok: true; chainId: number; head: Head } | { ok: false; note: string }

const headCall = { jsonrpc: '2.0', id: 1, method: 'eth_getBlockByNumber', params: ['latest', false] }
const chainIdCall = { jsonrpc: '2.0', id: 2, method: 'eth_chainId', params: [] }

const quantity = z
  .string()
  .regex(/^0x[0-9a-f]{1,13}$/i)
  .transform((hex) => Number.parseInt(hex, 16))
const blockSchema = z.object({
  number: quantity,
  timestamp: quantity,
  hash: z.string().regex(/^0x[0-9a-f]{64}$/i),
})
const replySchema = z.object({ id: z.int(), result: z.unknown() })
const refusalSchema = z.object({ error: z.unknown() }).refine(({ error }) => error !== undefined)

/**
 * One sample of an endpoint: its newest block and its chain id, in one batch; one after the other where batches are
 * refused, within the same time.
 */
export async function measure(
  endpoint: Endpoint,
  { l2ChainId, maxLatencyMs }: Expected,
  { reach, signal, now }: { reach: Reach; signal: AbortSignal; now: () => number },
): Promise<Measurement> {
  if (endpoint.kind === 'refused') return { rpc: false, unsafeHead: false, ms: 0, note: endpoint.note }
  const startedMs = performance.now()
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(maxLatencyMs)])
  const reading = await read((body) => post(endpoint.url, JSON.stringify(body), { reach, signal: deadline }))
  const elapsedMs = performance.now() - startedMs
  const ms = Math.round(elapsedMs)
  if (!reading.ok) return { rpc: false, unsafeHead: false, ms, note: reading.note }
  const { head, chainId } = reading
  if (chainId !== l2ChainId) {
    return { rpc: false, unsafeHead: false, ms, head: head.number, note: `wrong chain id ${chainId}` }
  }
  if (elapsedMs > maxLatencyMs)
    return { rpc: false, unsafeHead: false, ms, head: head.number, note: 'timeout' }
  const fault = faultOfHead(head, { nowMs: now(), boundMs: HEAD_SLACK_MS + maxLatencyMs })
  return { rpc: true, unsafeHead: fault === undefined, ms, head: head.number, ...(fault && { note: fault }) }
}

/** What is wrong with a head, by its own number and time; undefined when nothing is. */
export function faultOfHead(
  head: Head,
  { nowMs, boundMs }: { nowMs: number; boundMs: number },
): string | undefined {
  const ageMs = nowMs - head.timestampSeconds * 1000
  if (ageMs > boundMs) return 'old head'
  if (ageMs < -boundMs) return 'head in the future'
  // No chain has made more blocks than seconds have passed since 1970.
  if (head.number === 0 || head.number > head.timestampSeconds) return 'implausible head'
  return undefined
}

async function read(ask: (body: unknown) => Promise<Answer>): Promise<Reading> {
  const batch = parse(await ask([headCall, chainIdCall]))
  if (!batch.ok) return batch
  if (!refusalSchema.safeParse(batch.value).success)
    return batch.status === 200 ? readReplies(batch.value) : failed(batch)
  const replies: unknown[] = []
  for (const call of [headCall, chainIdCall]) {
    const single = parse(await ask(call))
    if (!single.ok) return single
    if (single.status !== 200) return failed(single)
    replies.push(single.value)
  }
  return readReplies(replies)
}

type Parsed = { ok: true; status: number; value: unknown } | { ok: false; note: string }

/** The JSON of an answer; some nodes refuse a batch with a status of its own, so that 4xx is looked at, too. */
function parse(answer: Answer): Parsed {
  if (!answer.ok) return answer
  const { status, text } = answer
  if (status >= 300 && status < 400) return { ok: false, note: 'redirect' }
  if (status !== 200 && (status < 400 || status >= 500)) return failed({ status })
  try {
    return { ok: true, status, value: JSON.parse(text) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return status === 200 ? { ok: false, note: 'not json' } : failed({ status })
  }
}

function failed({ status }: { status: number }): { ok: false; note: string } {
  return { ok: false, note: `http ${status}` }
}

function readReplies(value: unknown): Reading {
  const replies = z.array(replySchema).safeParse(value)
  if (!replies.success) return { ok: false, note: 'not json-rpc' }
  const resultOf = (id: number): unknown => replies.data.find((reply) => reply.id === id)?.result
  const block = blockSchema.safeParse(resultOf(headCall.id))
  const chainId = quantity.safeParse(resultOf(chainIdCall.id))
  if (!chainId.success) return { ok: false, note: 'no chain id' }
  if (!block.success) return { ok: false, note: 'no block' }
  return {
    ok: true,
    chainId: chainId.data,
    head: { number: block.data.number, timestampSeconds: block.data.timestamp },
  }
}
