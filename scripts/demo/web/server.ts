import { createServer, type IncomingMessage } from 'node:http'
import type { Power } from '../power.ts'
import { type Answer, json, refusal } from './answer.ts'
import type { DappConfig } from './config.ts'
import { findAsset } from './files.ts'
import { answerPower } from './power.ts'

const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' https: http://127.0.0.1:* http://localhost:*",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export type WebOptions = {
  /** On loopback. */
  port: number
  /** What was built: absolute path of index.html's folder. */
  folder: string
  /** config.json. */
  config: DappConfig
  /** What the demo's controls switch; none without. */
  power?: Power
  /** Told when a cut of the power fails after it was answered for. */
  onError: (error: Error) => void
  /** Ends the server and its connections. */
  signal: AbortSignal
}

/**
 * Serves the dApp to this machine, as any static host would, with the config.json of this world.
 *
 * @returns Its origin.
 * @throws Error when the port is taken
 */
export async function serveDapp(options: WebOptions): Promise<string> {
  const { port, signal } = options
  const server = createServer((request, response) => {
    answer(request, options)
      .catch((error: unknown) => refusal(500, error instanceof Error ? error.message : String(error)))
      .then(({ status, type, cache, body }) => {
        response.writeHead(status, {
          'content-type': type,
          'cache-control': cache,
          'content-security-policy': contentSecurityPolicy,
          'x-content-type-options': 'nosniff',
        })
        response.end(body)
      })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const close = (): void => {
    server.close()
    server.closeAllConnections()
  }
  if (signal.aborted) close()
  signal.addEventListener('abort', close, { once: true })
  return `http://127.0.0.1:${port}`
}

async function answer(request: IncomingMessage, options: WebOptions): Promise<Answer> {
  const { folder, config, power, onError } = options
  // A name that an attacker's DNS leads here is not ours: the page behind it could read and cut.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ''))
    return refusal(403, 'Only this machine is served, by its loopback name.')
  const path = parsePath(request.url ?? '/')
  if (path === undefined) return refusal(400, 'not a path')
  if (power && path === '/demo/power') return answerPower(request, power, onError)
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'GET or HEAD')
  if (path === '/config.json') return json(200, config)
  const hint = path === '/' ? 'The dApp is not built: `npm run build`.' : 'not found'
  return (await findAsset(folder, path)) ?? refusal(404, hint)
}

/** The decoded path of a request's target. */
function parsePath(target: string): string | undefined {
  try {
    return decodeURIComponent(new URL(`http://dapp${target}`).pathname)
  } catch (error) {
    if (error instanceof URIError || error instanceof TypeError) return undefined
    throw error
  }
}
