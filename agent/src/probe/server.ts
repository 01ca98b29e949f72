import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { asOpraasError, requireFreePort, toJson } from '@opraas/deployer'
import type { Registry } from 'prom-client'
import type { Hex } from 'viem'
import { z } from 'zod'
import type { Log } from '../log.ts'
import type { Answers } from './answer.ts'
import type { LiveReply } from './live.ts'
import type { SignVerdict } from './signing.ts'

/** Longest question that is read. */
const MAX_QUESTION_BYTES = 16 * 1024

const questionSchema = z.object({
  id: z.union([z.string(), z.number()]).default('0').transform(String),
  data: z.object({
    agreement: z
      .string()
      .regex(/^0x[0-9a-fA-F]{64}$/)
      .transform((id) => id.toLowerCase() as Hex),
    epoch: z.coerce.number().int().min(0).max(0xffffffff),
  }),
})

type Route = (request: IncomingMessage) => Promise<Response>
type Response = { status: number; type: string; body: string; headers?: Record<string, string> }

/**
 * Serves the external adapter (`POST /`), health, status, metrics and what is measured now. What is read by GET is
 * public: a page of any origin may.
 *
 * @returns The server and its URL; port 0 takes a free one.
 */
export async function serveAdapter(options: {
  host: string
  port: number
  answers: Answers
  /** Of a quorum's signer: its answers are signed. */
  sign?: SignVerdict | undefined
  registry: Registry
  isHealthy: () => boolean
  status: () => unknown
  live: (agreementId: Hex) => LiveReply
  log: Log
}): Promise<{ server: Server; url: string }> {
  const { host, port, answers, sign, registry, isHealthy, status, live, log } = options
  if (port !== 0) await requireFreePort({ port, purpose: "probe's external adapter", option: '--listen' })
  const routes: Record<string, Route> = {
    'POST /': (request) => answer(request, { answers, sign }),
    'GET /healthz': async () => json(isHealthy() ? 200 : 503, { healthy: isHealthy() }),
    'GET /status': async () => json(200, status()),
    'GET /metrics': async () => ({ status: 200, type: registry.contentType, body: await registry.metrics() }),
  }
  const routeOf = (line: string): Route => {
    const agreementId = /^GET \/v1\/agreements\/(0x[0-9a-fA-F]{64})$/.exec(line)?.[1]
    if (agreementId) return async () => answerLive(live(agreementId.toLowerCase() as Hex))
    return routes[line] ?? (async () => json(404, { error: 'not found' }))
  }
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    const path = request.url?.split('?')[0] ?? '/'
    routeOf(`${request.method} ${path}`)(request)
      .catch((thrown: unknown) => {
        const { code, message, retryable } = asOpraasError(thrown)
        log.error('probe.requestFailed', { path, code, reason: message })
        const status = retryable ? 503 : 500
        const isPublic = request.method === 'GET'
        return json(status, isPublic ? { error: `${code}, see the log` } : errorBody('0', status, message))
      })
      .then(({ status, type, body, headers }) => {
        const open = request.method === 'GET' && { 'access-control-allow-origin': '*' }
        response.writeHead(status, { 'content-type': type, ...open, ...headers }).end(body)
      })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  // Of a server that listens on TCP it is never a string.
  const address = server.address() as AddressInfo
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return { server, url: `http://${shown}:${address.port}` }
}

/** Chainlink's external adapter: a question with an id, an answer under `data` with the same id. */
async function answer(
  request: IncomingMessage,
  { answers, sign }: { answers: Answers; sign: SignVerdict | undefined },
): Promise<Response> {
  const question = questionSchema.safeParse(await readJson(request))
  if (!question.success) {
    return json(400, errorBody('0', 400, 'expected {"id": …, "data": {"agreement": "0x…", "epoch": …}}'))
  }
  const { id, data } = question.data
  const reply = await answers.answer({ agreementId: data.agreement, epoch: data.epoch })
  if (reply.ok) {
    const { verdict, evidence } = reply.frozen
    const signed = sign && { signed: await sign(reply.frozen) }
    return json(200, { jobRunID: id, statusCode: 200, data: { ...verdict, evidence, ...signed } })
  }
  const { status, reason, retryAfterSeconds } = reply
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
  return { ...json(status, errorBody(id, status, reason)), headers }
}

function answerLive(reply: LiveReply): Response {
  return reply.ok ? json(200, reply.live) : json(reply.status, { error: reply.reason })
}

/** The body as JSON; undefined when it is too long or none. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_QUESTION_BYTES) return undefined
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function errorBody(id: string, statusCode: number, message: string): object {
  return { jobRunID: id, status: 'errored', statusCode, error: { name: 'AdapterError', message } }
}

function json(status: number, value: unknown): Response {
  return { status, type: 'application/json', body: toJson(value) }
}
