import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { tooManyCalls } from './jsonRpc.ts'
import type { Metrics } from './metrics.ts'
import type { News } from './news.ts'
import { answerBody } from './requests.ts'
import type { Router } from './router.ts'
import type { ServerLimits } from './server.ts'
import { createSubscriptions } from './subscriptions.ts'

const PING_MS = 30_000
/** Requests of one connection under way at once. */
const MAX_UNDER_WAY = 100
/** A caller that leaves so much unread is cut. */
const MAX_UNREAD_BYTES = 16 * 2 ** 20
/** Close codes of RFC 6455. */
const GOING_AWAY = 1001
const POLICY = 1008

export type Sockets = {
  /** Tells subscribers what is new. */
  tell(news: News): void
  /** Takes no more requests, and ends each connection when its answers are out. */
  close(): void
  /** Cuts what is still open. */
  terminate(): void
}

/** JSON-RPC over WebSocket on the same port, by the same rules; also eth_subscribe for newHeads and logs. */
export function serveSockets(
  server: Server,
  router: Router,
  limits: ServerLimits,
  deps: { metrics: Metrics; onFault(error: unknown): void },
): Sockets {
  const { metrics, onFault } = deps
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxBodyBytes,
    perMessageDeflate: false,
  })
  const listeners = new Map<WebSocket, { tell(news: News): void; drain(): void }>()

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const address = request.socket.remoteAddress ?? ''
    request.socket.setTimeout(0)
    socket.on('error', () => socket.destroy())
    sockets.handleUpgrade(request, socket, head, (connection) => serve(connection, address))
  })

  function serve(connection: WebSocket, address: string): void {
    let underWay = 0
    let isAlive = true
    let isDraining = false
    let telling = Promise.resolve()
    const send = (text: string): void => {
      if (connection.bufferedAmount > MAX_UNREAD_BYTES) connection.terminate()
      else connection.send(text)
    }
    const subscriptions = createSubscriptions(send)
    const own: Router = {
      ...router,
      answer: async (call, from) => {
        if (call.method !== 'eth_subscribe' && call.method !== 'eth_unsubscribe')
          return router.answer(call, from)
        return router.mayAsk(from) ? subscriptions.answer(call) : tooManyCalls
      },
    }
    const endIfDone = (): void => {
      if (isDraining && underWay === 0) connection.close(GOING_AWAY, 'the gateway stops')
    }
    listeners.set(connection, {
      tell(news) {
        telling = telling.then(() => subscriptions.tell(news)).catch(onFault)
      },
      drain() {
        isDraining = true
        endIfDone()
      },
    })
    metrics.sockets.set(listeners.size)
    const pinger = setInterval(() => {
      if (!isAlive) return connection.terminate()
      isAlive = false
      connection.ping()
    }, PING_MS)

    connection.on('pong', () => {
      isAlive = true
    })
    connection.on('error', () => connection.terminate())
    connection.on('close', () => {
      clearInterval(pinger)
      listeners.delete(connection)
      metrics.sockets.set(listeners.size)
    })
    connection.on('message', (data) => {
      if (isDraining) return
      if (underWay >= MAX_UNDER_WAY) return connection.close(POLICY, 'too many requests under way')
      underWay++
      answerBody(data.toString(), address, { router: own, ...limits })
        .then(({ text }) => text !== undefined && send(text))
        .catch(onFault)
        .finally(() => {
          underWay--
          endIfDone()
        })
    })
  }

  return {
    tell(news) {
      for (const listener of listeners.values()) listener.tell(news)
    },
    close() {
      for (const listener of listeners.values()) listener.drain()
      sockets.close()
    },
    terminate() {
      for (const connection of sockets.clients) connection.terminate()
    },
  }
}
