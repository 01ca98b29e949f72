import { randomBytes } from 'node:crypto'
import { type Call, codes, fail, type Outcome, succeed } from './jsonRpc.ts'
import { type LogFilter, matchesLog, parseLogFilter } from './logFilter.ts'
import type { News } from './news.ts'

/** Subscriptions of one connection. */
const MAX_SUBSCRIPTIONS = 50

type Subscription = { kind: 'newHeads' } | { kind: 'logs'; filter: LogFilter }

/** The subscriptions of one connection. They follow the served head, so a lost backend doesn't end them. */
export type Subscriptions = {
  /** Answers eth_subscribe and eth_unsubscribe. */
  answer(call: Call): Outcome
  /** Tells what is new, one block after the other, heads before logs. */
  tell(news: News): Promise<void>
}

/** @param send - Sends a notification. */
export function createSubscriptions(send: (text: string) => void): Subscriptions {
  const subscriptions = new Map<string, Subscription>()

  function subscribe([kind, options]: readonly unknown[]): Outcome {
    if (subscriptions.size >= MAX_SUBSCRIPTIONS) {
      return fail(codes.limitExceeded, `at most ${MAX_SUBSCRIPTIONS} subscriptions on one connection`)
    }
    const id = `0x${randomBytes(16).toString('hex')}`
    if (kind === 'newHeads') subscriptions.set(id, { kind })
    else if (kind === 'logs') {
      const filter = parseLogFilter(options)
      if (!filter) return fail(codes.invalidParams, 'a filter has address and topics')
      subscriptions.set(id, { kind, filter })
    } else return fail(codes.invalidParams, 'newHeads and logs can be subscribed to')
    return succeed(id)
  }

  function notify(subscription: string, result: unknown): void {
    send(JSON.stringify({ jsonrpc: '2.0', method: 'eth_subscription', params: { subscription, result } }))
  }

  return {
    answer: ({ method, params }) =>
      method === 'eth_subscribe' ? subscribe(params) : succeed(subscriptions.delete(String(params[0]))),
    async tell(news) {
      const kinds = new Set([...subscriptions.values()].map(({ kind }) => kind))
      if (kinds.size === 0) return
      for (let number = news.from; number <= news.to; number++) {
        const header = kinds.has('newHeads') ? await news.header(number) : undefined
        const logs = kinds.has('logs') ? await news.logs(number) : undefined
        for (const [id, subscription] of subscriptions) {
          if (subscription.kind === 'newHeads') {
            if (header) notify(id, header)
          } else {
            for (const log of logs ?? []) if (matchesLog(subscription.filter, log)) notify(id, log)
          }
        }
      }
    },
  }
}
