import { createServer, type Server } from 'node:http'
import { Counter, Gauge, Registry } from 'prom-client'
import { PortTakenError } from '../core/errors/index.ts'

/** Prometheus metrics of a resolver. */
export type ResolverMetrics = ReturnType<typeof createMetrics>

export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  const games = new Gauge({
    name: 'opraas_resolver_games',
    help: 'Dispute games in progress, and those of them whose clock has run out.',
    labelNames: ['state'],
    registers,
  })
  const transactions = new Counter({
    name: 'opraas_resolver_transactions_total',
    help: 'Transactions by result; reverted ones were mostly somebody else’s win.',
    labelNames: ['result'],
    registers,
  })
  const lastPass = new Gauge({
    name: 'opraas_resolver_last_pass_timestamp_seconds',
    help: 'When L1 was last looked at, in unix seconds.',
    registers,
  })
  return {
    registry,
    looked({ open, due }: { open: number; due: number }): void {
      games.set({ state: 'open' }, open)
      games.set({ state: 'due' }, due)
      lastPass.setToCurrentTime()
    },
    sent(result: 'success' | 'reverted'): void {
      transactions.inc({ result })
    },
  }
}

/** Serves /metrics on loopback. @throws PortTakenError */
export async function serveMetrics(registry: Registry, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    registry.metrics().then(
      (body) => response.writeHead(200, { 'content-type': registry.contentType }).end(body),
      () => response.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE'
      const request = { port, purpose: 'metrics of the resolver', option: 'metricsPort' }
      reject(isTaken ? new PortTakenError(request) : error)
    })
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}
