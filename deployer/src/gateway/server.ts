import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { callerOf } from './callers.ts'
import { codes, fail, renderResponse } from './jsonRpc.ts'
import type { Metrics } from './metrics.ts'
import { answerBody } from './requests.ts'
import type { Router } from './router.ts'

export type ServerLimits = {
  maxBatch: number
  maxBodyBytes: number
  maxResponseBytes: number
  maxConnections: number
}

const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, GET, OPTIONS',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '86400',
}

/** The public HTTP server: JSON-RPC by POST, `GET /healthz`. Slow or greedy connections are cut. */
export function createRpcServer(router: Router, limits: ServerLimits, metrics: Metrics): Server {
  const server = createServer(
    {
      headersTimeout: 5_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 30_000,
      connectionsCheckingInterval: 2_000,
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      handle(request, response).catch(() => response.destroy())
    },
  )
  server.maxConnections = limits.maxConnections
  // Without any byte for so long, also towards a caller that doesn't read its answer.
  server.setTimeout(60_000)
  boundConnections(server, Math.max(1, Math.floor(limits.maxConnections / 4)), metrics)

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = request.socket.remoteAddress ?? ''
    if (request.method === 'OPTIONS') return end(response, 204)
    if (request.method === 'GET' && request.url?.split('?')[0] === '/healthz') {
      const isReady = router.isReady()
      return end(response, isReady ? 200 : 503, JSON.stringify({ ready: isReady }))
    }
    if (request.method !== 'POST') return end(response, 405)
    const encoding = request.headers['content-encoding'] ?? 'identity'
    if (encoding !== 'identity')
      return refuse(response, 415, 'encoding', `content-encoding ${encoding.slice(0, 32)}`)
    const body = await readBody(request, limits.maxBodyBytes)
    if (body === undefined) {
      const most = `the request is larger than ${limits.maxBodyBytes / 1_024} KiB`
      return refuse(response, 413, 'too-large', most)
    }
    const { text, isLimited } = await answerBody(body, address, { router, ...limits })
    end(response, text === undefined ? 204 : isLimited ? 429 : 200, text)
  }

  function refuse(response: ServerResponse, status: number, reason: string, message: string): void {
    metrics.refused.inc({ reason })
    response.setHeader('connection', 'close')
    end(response, status, renderResponse('null', fail(codes.invalidRequest, message)))
  }

  return server
}

/** The body as text; undefined when it is larger than `maxBytes`, the rest unread. */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function end(response: ServerResponse, status: number, text = ''): void {
  response.writeHead(status, {
    ...cors,
    ...(text !== '' && { 'content-type': 'application/json' }),
    ...(status !== 204 && { 'content-length': Buffer.byteLength(text) }),
    ...(status === 429 && { 'retry-after': '1' }),
  })
  response.end(text)
}

/** Cuts new connections of an address that holds too many. */
function boundConnections(server: Server, maxPerCaller: number, metrics: Metrics): void {
  const open = new Map<string, number>()
  let all = 0
  server.on('drop', () => metrics.refused.inc({ reason: 'connections' }))
  server.on('connection', (socket: Socket) => {
    const caller = callerOf(socket.remoteAddress ?? '')
    const count = (open.get(caller) ?? 0) + 1
    open.set(caller, count)
    metrics.connections.set(++all)
    socket.once('close', () => {
      const left = (open.get(caller) ?? 1) - 1
      if (left === 0) open.delete(caller)
      else open.set(caller, left)
      metrics.connections.set(--all)
    })
    if (count <= maxPerCaller) return
    metrics.refused.inc({ reason: 'connections' })
    socket.destroy()
  })
}
