import { numberToHex } from 'viem'
import type { RpcMethod } from '../core/services/rpcMethods.ts'
import type { Agreement } from './agreement.ts'
import { codes, fail, type Outcome, succeed } from './jsonRpc.ts'

/** A JSON-RPC answer of a backend; undefined when it isn't one. */
export function parseAnswer(text: string): Outcome | undefined {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  if (typeof answer !== 'object' || answer === null) return undefined
  if ('result' in answer && answer.result !== undefined) return succeed(answer.result)
  if (!('error' in answer) || typeof answer.error !== 'object' || answer.error === null) return undefined
  const { code, message, data } = answer.error as { code?: unknown; message?: unknown; data?: unknown }
  if (typeof code !== 'number' || typeof message !== 'string') return undefined
  return fail(code, message, data)
}

/** True for errors of a backend that lacks a block, old state or a method: another one may have it. */
export function isLack(outcome: Outcome): boolean {
  if (outcome.kind === 'result') return false
  if (outcome.code === codes.methodNotFound || outcome.code === codes.limitExceeded) return true
  return /header not found|unknown block|block not found|missing trie node|state .*(un|not )available|out ?of ?range/i.test(
    outcome.message,
  )
}

export function isNull(outcome: Outcome): boolean {
  return outcome.kind === 'result' && outcome.json === 'null'
}

/**
 * An answer as of the served head, and whether it can change later. A backend may be ahead: its newest receipts are
 * not there yet, its newest transactions are pending.
 *
 * @param block - Block the call was pinned to.
 */
export function judgeAnswer(input: {
  method: RpcMethod
  outcome: Outcome
  served: Agreement
  block: bigint | undefined
}): { outcome: Outcome; isFinal: boolean } {
  const { method, outcome, served, block } = input
  const open = { outcome, isFinal: false }
  if (outcome.kind === 'error' || method.immutable === undefined || isNull(outcome)) return open
  if (method.immutable === 'always') return { outcome, isFinal: true }
  const isFinalized = (number: bigint): boolean =>
    served.finalized !== undefined && number <= served.finalized
  if (block !== undefined) return { outcome, isFinal: isFinalized(block) }
  if (method.blockParameter !== undefined) return open

  const found = JSON.parse(outcome.json) as { blockNumber?: unknown }
  if (typeof found.blockNumber !== 'string') return open
  const number = BigInt(found.blockNumber)
  if (number <= served.latest) return { outcome, isFinal: isFinalized(number) }
  if (method.name === 'eth_getTransactionReceipt') return { outcome: succeed(null), isFinal: false }
  return {
    outcome: succeed({ ...found, blockHash: null, blockNumber: null, transactionIndex: null }),
    isFinal: false,
  }
}

/** What the gateway answers by itself from the agreement. */
export function answerLocally(method: RpcMethod, served: Agreement): Outcome | undefined {
  return method.name === 'eth_blockNumber' ? succeed(numberToHex(served.latest)) : undefined
}
