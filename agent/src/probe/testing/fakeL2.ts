import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a fake endpoint does with one request, whose body it is given. */
export type Behaviour = (
  request: { body: string; message: IncomingMessage },
  response: ServerResponse,
) => void

/** A server on a loopback port of its own, for tests. */
export type FakeServer = { url: string; port: number; requests: () => number; close(): Promise<void> }

/** Starts a server that behaves as told. A port is only asked for when it was free before. */
export async function startFake(behave: Behaviour, port = 0): Promise<FakeServer> {
  let requests = 0
  const server = createServer(async (message, response) => {
    requests++
    let body = ''
    for await (const chunk of message) body += chunk
    behave({ body, message }, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** How a fake chain answers; by default as a healthy one. */
export type FakeChain = {
  chainId: number
  headAgeSeconds?: number
  number?: number
  delayMs?: number
  noBatches?: boolean
}

/** A chain as far as a probe sees it. `chain` is looked at for each request, so that a test can change it. */
export function fakeL2(chain: FakeChain): Behaviour {
  return ({ body }, response) => {
    const call = JSON.parse(body) as Call | Call[]
    const answer =
      Array.isArray(call) && chain.noBatches
        ? { jsonrpc: '2.0', id: null, error: { code: -32600, message: 'batches are not supported' } }
        : Array.isArray(call)
          ? call.map((one) => reply(one, chain)).reverse()
          : reply(call, chain)
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    }, chain.delayMs ?? 0)
  }
}

type Call = { id: number; method: string }

function reply({ id, method }: Call, chain: FakeChain): object {
  const timestamp = Math.floor(Date.now() / 1000) - (chain.headAgeSeconds ?? 0)
  const hex = (value: number): string => `0x${value.toString(16)}`
  const block = {
    number: hex(chain.number ?? 1_234),
    timestamp: hex(timestamp),
    hash: `0x${'ab'.repeat(32)}`,
  }
  return { jsonrpc: '2.0', id, result: method === 'eth_chainId' ? hex(chain.chainId) : block }
}
