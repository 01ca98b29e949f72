import { createServer, type Server } from 'node:http'
import { requireFreePort, toJson } from '@opraas/deployer'
import type { Registry } from 'prom-client'
import type { Loop } from '../reconcile/loop.ts'

/** Health, metrics and the list of agreements, for operators and Prometheus. Reads only. */
export async function serveApi(options: {
  host: string
  port: number
  loop: Loop
  registry: Registry
  /** Milliseconds without a pass after which the agent counts as stuck. */
  staleAfterMs: number
}): Promise<Server> {
  const { host, port, loop, registry, staleAfterMs } = options
  await requireFreePort({ port, purpose: "agent's API", option: 'listen in agent.toml' })
  const isFresh = (): boolean => Date.now() - loop.lastPassAtMs() < staleAfterMs
  const routes: Record<string, () => Promise<{ status: number; type: string; body: string }>> = {
    '/healthz': async () => json(isFresh() ? 200 : 503, { lastPassAtMs: loop.lastPassAtMs() }),
    '/readyz': async () =>
      json(loop.lastPassAtMs() > 0 && isFresh() ? 200 : 503, { ready: loop.lastPassAtMs() > 0 }),
    '/metrics': async () => ({
      status: 200,
      type: registry.contentType,
      body: await registry.metrics(),
    }),
    '/v1/agreements': async () =>
      json(
        200,
        [...loop.views()].map(([agreementId, view]) => ({ agreementId, ...view })),
      ),
  }
  const server = createServer((request, response) => {
    const route =
      request.method === 'GET' ? routes[new URL(request.url ?? '/', 'http://agent').pathname] : undefined
    const answer = route?.() ?? Promise.resolve(json(404, { error: 'not found' }))
    answer
      .catch((error: unknown) => json(500, { error: error instanceof Error ? error.message : String(error) }))
      .then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type }).end(body)
      })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return server
}

function json(status: number, value: unknown): { status: number; type: string; body: string } {
  return { status, type: 'application/json', body: toJson(value) }
}
