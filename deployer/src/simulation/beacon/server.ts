import { createServer, type Server } from 'node:http'
import { createClient, http } from 'viem'
import { blobsAnswer, blobsOf, sidecarsAnswer } from './blobs.ts'
import { type AskL1, createBlockFinder } from './blockAt.ts'
import { parseRoute } from './route.ts'

/** An L1 that stands still must not keep callers waiting. */
const L1_TIMEOUT_MS = 5_000
const MAX_CONNECTIONS = 64

type Answer = { status: number; body: unknown }

/**
 * The simulated beacon API of a development L1; not yet listening.
 *
 * @param input.l1RpcUrl - anvil; only anvil shows blobs with its blocks.
 * @param input.log - Told of each request that could not be answered.
 */
export function createBeaconServer(input: {
  l1RpcUrl: string
  log: (event: string, fields: Record<string, unknown>) => void
}): Server {
  const { l1RpcUrl, log } = input
  const l1 = createClient({ transport: http(l1RpcUrl, { timeout: L1_TIMEOUT_MS, retryCount: 0 }) })
  // The result has the shape that the method documents.
  const ask: AskL1 = (method, params) => l1.request({ method, params } as never)
  const findBlock = createBlockFinder(ask)

  async function answer(target: string): Promise<Answer> {
    const route = parseRoute(target)
    switch (route.kind) {
      case 'version':
        return found({ data: { version: 'opraas-simulated-beacon' } })
      case 'genesis':
        return found({ data: { genesis_time: '0' } })
      case 'spec':
        return found({ data: { SECONDS_PER_SLOT: '1' } })
      case 'blobs':
      case 'sidecars': {
        const block = await findBlock(route.slot)
        if (!block) return failed(404, `no block at slot ${route.slot}`)
        const blobs = blobsOf(block.transactions)
        return found(
          route.kind === 'blobs'
            ? blobsAnswer(blobs, route.versionedHashes)
            : sidecarsAnswer(blobs, route.slot, route.indices),
        )
      }
      case 'malformed':
        return failed(400, `expected ${route.expected}`)
      case 'unknown':
        return failed(404, 'the simulated beacon API has no such endpoint')
    }
  }

  const server = createServer({ requestTimeout: 10_000, maxHeaderSize: 16_384 }, (request, response) => {
    const target = request.url ?? '/'
    const isRead = request.method === 'GET'
    const answered = isRead ? answer(target) : Promise.resolve(failed(405, 'only GET is served'))
    void answered
      .catch((error: unknown) =>
        failed(503, `L1 does not answer: ${error instanceof Error ? error.message.split('\n')[0] : error}`),
      )
      .then(({ status, body }) => {
        if (status !== 200) log('refused', { target: target.slice(0, 200), status, body })
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      })
  })
  server.maxConnections = MAX_CONNECTIONS
  return server
}

function found(body: unknown): Answer {
  return { status: 200, body }
}

function failed(code: number, message: string): Answer {
  return { status: code, body: { code, message } }
}
