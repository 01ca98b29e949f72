import {
  type BodyItem,
  codes,
  fail,
  type Outcome,
  parseBody,
  renderResponse,
  tooManyCalls,
} from './jsonRpc.ts'
import type { Router } from './router.ts'

/** Response to one request body. `text` is absent when nothing is to be said: it was all notifications. */
export type Reply = { text?: string; isLimited: boolean }

/**
 * Answers a request body: one call, or a batch whose answers stay in order. The answers of a batch end with errors
 * where they become larger than `maxResponseBytes` in all.
 */
export async function answerBody(
  text: string,
  address: string,
  deps: { router: Router; maxBatch: number; maxResponseBytes: number },
): Promise<Reply> {
  const { router, maxBatch, maxResponseBytes } = deps
  const body = parseBody(text, maxBatch)
  if (body.kind === 'invalid') {
    if (!router.mayAsk(address)) return { text: renderResponse('null', tooManyCalls), isLimited: true }
    return { text: renderResponse('null', body.outcome), isLimited: false }
  }
  const answer = async (item: BodyItem): Promise<{ id: string | undefined; outcome: Outcome }> => {
    if (item.kind === 'call') return { id: item.call.id, outcome: await router.answer(item.call, address) }
    return { id: item.id, outcome: router.mayAsk(address) ? item.outcome : tooManyCalls }
  }
  const items = body.kind === 'single' ? [body.item] : body.items
  let size = 0
  const answers = await Promise.all(
    items.map(async (item) => {
      const { id, outcome } = await answer(item)
      if (outcome.kind === 'error') return { id, outcome }
      size += outcome.json.length
      return { id, outcome: items.length > 1 && size > maxResponseBytes ? tooLarge : outcome }
    }),
  )
  const isLimited = answers.every(
    ({ outcome }) => outcome.kind === 'error' && outcome.code === codes.limitExceeded,
  )
  const texts = answers.flatMap(({ id, outcome }) => (id === undefined ? [] : [renderResponse(id, outcome)]))
  if (texts.length === 0) return { isLimited }
  return { text: body.kind === 'single' ? texts.join('') : `[${texts.join(',')}]`, isLimited }
}

const tooLarge = fail(codes.limitExceeded, 'the answers of this batch are too large; ask for less')
