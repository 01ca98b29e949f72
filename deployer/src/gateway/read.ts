import type { RpcMethod } from '../core/services/rpcMethods.ts'
import type { Agreement } from './agreement.ts'
import { isLack, isNull, judgeAnswer, parseAnswer } from './answers.ts'
import type { Backend } from './backend.ts'
import type { AnswerCache } from './cache.ts'
import type { Group } from './group.ts'
import { codes, fail, type Outcome } from './jsonRpc.ts'
import type { Leadership } from './leader.ts'
import { pinBlocks } from './pinBlocks.ts'

/** Attempts at one read, over all backends. */
const MAX_ATTEMPTS = 4
/** While no backend can answer, a read waits so long for one to come back. */
const WAIT_MS = 1_500

export type ReadDeps = {
  group: Group
  leadership: Leadership
  cache: AnswerCache
  timeoutMs: number
  onAttempt(backend: Backend, result: string): void
  onCache(isHit: boolean): void
}

/** Answers a read from the cache or from the group, as of the head that is served now. */
export async function answerRead(
  method: RpcMethod,
  params: readonly unknown[],
  served: Agreement,
  deps: ReadDeps,
): Promise<Outcome> {
  const pinned = pinBlocks(method, params, served)
  if (pinned.kind === 'answered') return pinned.outcome
  if (pinned.kind === 'pending') {
    const sequencers = await deps.leadership.find({ timeoutMs: 0 })
    return ask(bodyOf(method, params), [...sequencers, ...deps.group.readers()], deps)
  }
  const body = bodyOf(method, pinned.params)
  const kept = method.immutable && deps.cache.get(body)
  if (method.immutable) deps.onCache(kept !== undefined)
  if (kept !== undefined) return { kind: 'result', json: kept }

  const asked = new Set<Backend>()
  // Every member has the block: one that answers null lost it since it was looked at.
  const nullIsLack = pinned.block !== undefined && method.aboveHead === 'null'
  let found = await ask(body, undefined, deps, { asked, nullIsLack })
  if (method.mayBeElsewhere && isNull(found)) {
    const sequencers = await deps.leadership.find({ timeoutMs: 0 })
    const others = sequencers.filter((sequencer) => !asked.has(sequencer))
    const elsewhere = others.length > 0 ? await ask(body, others, deps) : found
    if (elsewhere.kind === 'result') found = elsewhere
  }
  const { outcome, isFinal } = judgeAnswer({ method, outcome: found, served, block: pinned.block })
  if (isFinal && outcome.kind === 'result') deps.cache.set(body, outcome.json)
  return outcome
}

/**
 * Asks one backend after the other until one has an answer.
 *
 * @param fixed - Whom to ask; absent: the members of the group, as they are at each attempt.
 * @param options.asked - Collects who was asked.
 * @param options.nullIsLack - Null counts only when everybody says so.
 */
async function ask(
  body: string,
  fixed: readonly Backend[] | undefined,
  deps: ReadDeps,
  options: { asked?: Set<Backend>; nullIsLack?: boolean } = {},
): Promise<Outcome> {
  const { asked = new Set<Backend>(), nullIsLack = false } = options
  const { group, timeoutMs, onAttempt } = deps
  const waitUntil = performance.now() + Math.min(WAIT_MS, timeoutMs)
  let lack: Outcome | undefined
  let attempts = 0
  while (attempts < MAX_ATTEMPTS) {
    const backends = (fixed ?? group.readers()).filter((backend) => group.isOnChain(backend))
    const backend = backends.find((candidate) => !asked.has(candidate))
    if (!backend) {
      const left = waitUntil - performance.now()
      if (lack || fixed || left <= 0) break
      await group.changed(left)
      asked.clear()
      continue
    }
    asked.add(backend)
    attempts++
    const answer = await backend.post(body, { timeoutMs })
    const outcome = answer.kind === 'answer' ? parseAnswer(answer.text) : undefined
    onAttempt(backend, outcome ? 'ok' : answer.kind === 'failed' ? answer.reason : 'malformed')
    if (outcome && !isLack(outcome) && !(nullIsLack && isNull(outcome))) return outcome
    if (outcome) lack = outcome
    if (answer.kind === 'failed' && answer.reason === 'too-large') return tooLarge
    void group.check(backend)
  }
  return lack ?? fail(codes.unavailable, 'no node of this chain can answer at the moment; try again')
}

const tooLarge = fail(codes.limitExceeded, 'the answer is too large; ask for less')

function bodyOf({ name }: RpcMethod, params: readonly unknown[]): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 1, method: name, params })
}
