import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { GatewayConfig } from '../core/services/gatewayConfig.ts'
import { describeRpcMethod } from '../core/services/rpcMethods.ts'
import type { Agreement } from './agreement.ts'
import { createBackend } from './backend.ts'
import { createAnswerCache } from './cache.ts'
import { createCallers } from './callers.ts'
import { createGroup, type GroupEvents } from './group.ts'
import { codes, fail } from './jsonRpc.ts'
import { followLeader } from './leader.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { createNews } from './news.ts'
import { answerRead } from './read.ts'
import { createRouter } from './router.ts'
import { createRpcServer } from './server.ts'
import { type Sockets, serveSockets } from './sockets.ts'

/** After a longer jump of the head, subscribers hear of the newest blocks only. */
const MAX_NEWS_BLOCKS = 64n

/** What the gateway logs: a name and plain fields, never a URL. */
export type GatewayLog = (event: string, fields: Readonly<Record<string, unknown>>) => void

/** A running front door. */
export type Gateway = {
  /** Where it listens, over HTTP and WebSocket. */
  url: string
  metricsUrl: string
  /** Stops listening, lets what is under way finish (at most one timeout), ends every connection. */
  close(): Promise<void>
}

/**
 * Starts a front door, and returns when it listens and every backend was looked at once. It starts without backends,
 * too: they are waited for.
 *
 * @throws Error of Node when a port can't be listened on.
 */
export async function createGateway(config: GatewayConfig, log: GatewayLog): Promise<Gateway> {
  const { limits, timeoutMs, chainId, maxLagBlocks, pollMs } = config
  const maxResponseBytes = limits.maxResponseKb * 1_024
  const maxBodyBytes = limits.maxBodyKb * 1_024
  const metrics = createMetrics()
  const backends = new Map(
    [...config.readers, ...config.sequencer].map(({ name, url }) => [
      name,
      createBackend({ name, url, maxResponseBytes }),
    ]),
  )
  const sequencers = config.sequencer.flatMap(({ name, conductorUrl }) => {
    const backend = backends.get(name)
    return backend ? [{ backend, conductorUrl }] : []
  })
  const leadership = followLeader(sequencers, (leader) => {
    log('gateway.leader', { sequencer: leader ?? 'none' })
    for (const { name } of config.sequencer) metrics.leader.set({ sequencer: name }, name === leader ? 1 : 0)
  })
  const cache = createAnswerCache(config.cacheMb * 2 ** 20)
  const onFault = (error: unknown): void =>
    log('gateway.fault', { error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  const group = createGroup({
    backends: [...backends.values()],
    readers: new Set(config.readers.map(({ name }) => name)),
    lastResort: new Set(config.sequencer.map(({ name }) => name)),
    ...{ chainId, maxLagBlocks, pollMs },
    events: groupEvents({ names: [...backends.keys()], metrics, log, onNews: tellNews }),
  })
  const reads = {
    ...{ group, leadership, cache, timeoutMs },
    onAttempt: ({ name }: { name: string }, result: string) =>
      metrics.attempts.inc({ backend: name, result }),
    onCache(isHit: boolean) {
      metrics.cacheLookups.inc({ result: isHit ? 'hit' : 'miss' })
      metrics.cacheBytes.set(cache.sizeBytes())
    },
  }
  const router = createRouter({
    ...{ methods: config.methods, maxConcurrent: limits.maxConcurrent, group, reads, metrics, onFault },
    callers: createCallers(limits.requestsPerSecond, () => performance.now()),
  })
  const serverLimits = { ...limits, maxBodyBytes, maxResponseBytes }
  const server = createRpcServer(router, serverLimits, metrics)
  const sockets = serveSockets(server, router, serverLimits, { metrics, onFault })
  const metricsServer = serveMetrics(metrics)

  function tellNews(from: Agreement, to: Agreement): void {
    const next = from.latest < to.latest ? from.latest + 1n : to.latest
    const first = to.latest - next >= MAX_NEWS_BLOCKS ? to.latest - MAX_NEWS_BLOCKS + 1n : next
    sockets.tell(
      createNews({ from: first, to: to.latest }, async ({ method, params }) => {
        const served = group.agreement()
        if (!served) return fail(codes.unavailable, 'no node of this chain has answered yet')
        return answerRead(describeRpcMethod(method), params, served, reads)
      }),
    )
  }

  function stop(): void {
    group.stop()
    leadership.close()
    for (const backend of backends.values()) backend.close()
    metricsServer.close()
    metricsServer.closeAllConnections()
  }

  try {
    await group.start()
    const metricsUrl = await listen(metricsServer, config.metrics)
    const url = await listen(server, config.listen)
    log('gateway.listening', { url, metricsUrl, backends: [...backends.keys()] })
    return {
      url,
      metricsUrl,
      async close() {
        await drain(server, sockets, timeoutMs)
        stop()
        log('gateway.stopped', {})
      },
    }
  } catch (error) {
    stop()
    throw error
  }
}

/** Takes nothing new, waits for what is under way, and cuts what is left after `graceMs`. */
async function drain(server: Server, sockets: Sockets, graceMs: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  sockets.close()
  const sweeper = setInterval(() => server.closeIdleConnections(), 50)
  const timer = setTimeout(() => {
    sockets.terminate()
    server.closeAllConnections()
  }, graceMs)
  await closed
  clearInterval(sweeper)
  clearTimeout(timer)
}

/** What the group tells, as metrics and log lines; `onNews` hears of each new head. */
function groupEvents(input: {
  names: readonly string[]
  metrics: Metrics
  log: GatewayLog
  onNews(from: Agreement, to: Agreement): void
}): GroupEvents {
  const { names, metrics, log, onNews } = input
  let before: Agreement | undefined
  return {
    backendUp(backend) {
      metrics.backendUp.set({ backend }, 1)
      log('backend.up', { backend })
    },
    backendOut(backend, reason) {
      metrics.backendUp.set({ backend }, 0)
      log('backend.out', { backend, reason })
    },
    looked: (backend, latest) => metrics.backendHead.set({ backend }, Number(latest)),
    agreed(agreement) {
      for (const backend of names) {
        metrics.backendInGroup.set({ backend }, agreement.members.includes(backend) ? 1 : 0)
      }
      for (const tag of ['latest', 'safe', 'finalized'] as const) {
        const number = agreement[tag]
        if (number !== undefined) metrics.head.set({ tag }, Number(number))
      }
      const isReplaced =
        before?.hash !== undefined && agreement.hash !== undefined && before.hash !== agreement.hash
      if (before && (before.latest !== agreement.latest || isReplaced)) onNews(before, agreement)
      before = agreement
    },
    wentBack(from, to) {
      metrics.wentBack.inc()
      log('group.wentBack', { from: String(from), to: String(to) })
    },
    reorged(block) {
      metrics.reorgs.inc()
      log('group.reorged', { block: String(block) })
    },
    forked(backend) {
      metrics.forks.inc({ backend })
      log('backend.forked', { backend })
    },
  }
}

function serveMetrics({ registry }: Metrics): Server {
  return createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return response.writeHead(404).end()
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
}

async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`
}
