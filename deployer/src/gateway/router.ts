import { describeRpcMethod } from '../core/services/rpcMethods.ts'
import { answerLocally } from './answers.ts'
import type { Callers } from './callers.ts'
import type { Group } from './group.ts'
import { type Call, codes, fail, type Outcome, tooManyCalls } from './jsonRpc.ts'
import type { Metrics } from './metrics.ts'
import { answerRead, type ReadDeps } from './read.ts'
import { sendWrite } from './write.ts'

/** Answers one call of a caller. Never throws. */
export type Router = {
  answer(call: Call, address: string): Promise<Outcome>
  /** Takes a token for a request that isn't a call; false when the caller has none left. */
  mayAsk(address: string): boolean
  /** True while a backend can answer reads. */
  isReady(): boolean
}

/** Whitelist, limits, then the way of a read or a write. */
export function createRouter(input: {
  methods: readonly string[]
  maxConcurrent: number
  callers: Callers
  group: Group
  reads: ReadDeps
  metrics: Metrics
  onFault(error: unknown): void
}): Router {
  const { callers, group, reads, metrics, maxConcurrent, onFault } = input
  const methods = new Map(input.methods.map((name) => [name, describeRpcMethod(name)]))
  let underWay = 0

  async function route(call: Call): Promise<Outcome> {
    const method = methods.get(call.method)
    if (!method) return notServed(call.method)
    if (method.kind === 'write') return sendWrite(call, reads)
    const served = group.agreement()
    if (!served) return fail(codes.unavailable, 'no node of this chain has answered yet; try again')
    return answerLocally(method, served) ?? answerRead(method, call.params, served, reads)
  }

  return {
    mayAsk: (address) => callers.take(address),
    isReady: () => (group.agreement()?.members.length ?? 0) > 0,
    async answer(call, address) {
      const label = methods.has(call.method) ? call.method : 'other'
      const refuse = (result: string, outcome: Outcome): Outcome => {
        metrics.calls.inc({ method: label, result })
        return outcome
      }
      if (!callers.take(address)) return refuse('limited', tooManyCalls)
      if (underWay >= maxConcurrent) return refuse('busy', busy)
      metrics.underWay.set(++underWay)
      const stopTimer = metrics.callSeconds.startTimer({ kind: methods.get(call.method)?.kind ?? 'refused' })
      try {
        const outcome = await route(call)
        metrics.calls.inc({ method: label, result: outcome.kind === 'result' ? 'ok' : 'error' })
        return outcome
      } catch (error) {
        onFault(error)
        metrics.calls.inc({ method: label, result: 'fault' })
        return fail(codes.internal, 'an internal fault; the operator’s log has it')
      } finally {
        stopTimer()
        metrics.underWay.set(--underWay)
      }
    },
  }
}

const busy = fail(codes.limitExceeded, 'too many calls under way; try again')

function notServed(method: string): Outcome {
  const name = method.length > 64 ? `${method.slice(0, 64)}…` : method
  return fail(codes.methodNotFound, `the method ${name} is not served here`)
}
