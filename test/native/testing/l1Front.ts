import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** What the front does to its callers. `lie`: eth_chainId is another one; `lag`: blocks by number are those it was given. */
export type FrontMood =
  | { kind: 'honest' }
  | { kind: 'stall' }
  | { kind: 'tooMany' }
  | { kind: 'lie'; chainId: number }
  | { kind: 'lag'; blocks: ReadonlyMap<string, unknown> }

/** An L1 RPC before the real one, that can be told to misbehave. */
export type L1Front = {
  readonly url: string
  /** How the next requests are treated; those that stall now stay so until the front is honest again. */
  mood: FrontMood
  close(): Promise<void>
}

/** Starts a front on a port of the system's choice. */
export async function startL1Front(target: string): Promise<L1Front> {
  const front = { mood: { kind: 'honest' } as FrontMood }
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const body = Buffer.concat(chunks).toString()
      while (front.mood.kind === 'stall' && !response.destroyed) await sleep(50)
      const { status, text } = await answer(target, body, front.mood)
      response.writeHead(status, { 'content-type': 'application/json' }).end(text)
    })().catch((error: Error) => response.destroy(error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return Object.assign(front, { url: urlOf(server), close: () => close(server) })
}

async function answer(
  target: string,
  body: string,
  mood: FrontMood,
): Promise<{ status: number; text: string }> {
  if (mood.kind === 'tooMany') return { status: 429, text: '{"error":"too many requests"}' }
  const response = await fetch(target, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const text = await response.text()
  if (mood.kind !== 'lie' && mood.kind !== 'lag') return { status: response.status, text }
  const calls = [JSON.parse(body)].flat() as Call[]
  const results = [JSON.parse(text)].flat() as { id: number; result: unknown }[]
  const told = results.map((result) => {
    const call = calls.find(({ id }) => id === result.id)
    return { ...result, ...(call && lieAbout(call, mood)) }
  })
  return { status: response.status, text: JSON.stringify(Array.isArray(JSON.parse(body)) ? told : told[0]) }
}

type Call = { method: string; id: number; params?: readonly unknown[] }

function lieAbout({ method, params }: Call, mood: FrontMood): { result: unknown } | undefined {
  if (mood.kind === 'lie' && method === 'eth_chainId') return { result: `0x${mood.chainId.toString(16)}` }
  const block =
    mood.kind === 'lag' && method === 'eth_getBlockByNumber' && mood.blocks.get(String(params?.[0]))
  return block ? { result: block } : undefined
}

function urlOf(server: Server): string {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new TypeError('a TCP server has an address')
  return `http://127.0.0.1:${address.port}`
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}
