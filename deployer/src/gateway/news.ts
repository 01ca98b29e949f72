import { numberToHex } from 'viem'
import type { Call, Outcome } from './jsonRpc.ts'

/** What came with some new blocks, asked for once for all subscribers. Undefined where no backend could tell. */
export type News = {
  /** First and last of the new blocks. */
  from: bigint
  to: bigint
  header(block: bigint): Promise<Record<string, unknown> | undefined>
  logs(block: bigint): Promise<readonly unknown[] | undefined>
}

/** What a block has and its header has not. */
const notInHeader = ['transactions', 'uncles', 'withdrawals', 'size', 'totalDifficulty'] as const

/** @param ask - Answers a read of the gateway, as for any caller, without limits. */
export function createNews(range: { from: bigint; to: bigint }, ask: (call: Call) => Promise<Outcome>): News {
  const answers = new Map<string, Promise<unknown>>()

  function askOnce(method: string, params: readonly unknown[]): Promise<unknown> {
    const key = JSON.stringify([method, params])
    const kept = answers.get(key)
    if (kept) return kept
    const answer = ask({ id: undefined, method, params }).then((outcome) =>
      outcome.kind === 'result' ? (JSON.parse(outcome.json) as unknown) : undefined,
    )
    answers.set(key, answer)
    return answer
  }

  return {
    ...range,
    async header(number) {
      const block = await askOnce('eth_getBlockByNumber', [numberToHex(number), false])
      if (typeof block !== 'object' || block === null) return undefined
      return Object.fromEntries(
        Object.entries(block).filter(([key]) => !notInHeader.some((one) => one === key)),
      )
    },
    async logs(number) {
      const block = numberToHex(number)
      const logs = await askOnce('eth_getLogs', [{ fromBlock: block, toBlock: block }])
      return Array.isArray(logs) ? logs : undefined
    },
  }
}
