import type { Address, Hex } from 'viem'
import type { Check, CheckResult } from './checks.ts'
import { bytecodeOf, type Contracts, isRuntimeOf } from './contracts.ts'

/** One JSON-RPC read of L1, as of its newest block. */
export type Read =
  | { method: 'eth_getCode'; params: [address: Address, block: 'latest'] }
  | { method: 'eth_call'; params: [call: { to: Address; data: Hex }, block: 'latest'] }
  | { method: 'eth_getStorageAt'; params: [address: Address, slot: Hex, block: 'latest'] }
  | {
      method: 'eth_getLogs'
      params: [filter: { address: Address; topics: Hex[]; fromBlock: '0x0'; toBlock: 'latest' }]
    }

/** What L1 answered to a read: data, or logs; undefined when a call reverts, or nothing is there. */
export type ReadAnswer = Hex | readonly unknown[] | undefined

/** What must be read to judge a check: independent of each other, so that all fit into one batch. */
export function readsOf(check: Check): Read[] {
  switch (check.kind) {
    case 'code':
      return [{ method: 'eth_getCode', params: [check.address, 'latest'] }]
    case 'call':
      return [{ method: 'eth_call', params: [{ to: check.to, data: check.data }, 'latest'] }]
    case 'storage':
      return [{ method: 'eth_getStorageAt', params: [check.address, check.slot, 'latest'] }]
    case 'emitted': {
      const { address, topics } = check
      return [{ method: 'eth_getLogs', params: [{ address, topics, fromBlock: '0x0', toBlock: 'latest' }] }]
    }
    case 'all':
      return check.checks.flatMap(readsOf)
    default:
      throw unknownCheck(check)
  }
}

/**
 * What L1 shows of a check.
 *
 * @param answers - One per read of {@link readsOf}, in its order.
 */
export function judgeCheck(contracts: Contracts, check: Check, answers: readonly ReadAnswer[]): CheckResult {
  const [answer] = answers
  const data = typeof answer === 'string' ? answer : '0x'
  switch (check.kind) {
    case 'code':
      if (data === '0x') return 'open'
      return isRuntimeOf(bytecodeOf(contracts, check.contract), data) ? 'done' : 'foreign'
    case 'call':
      return answer !== undefined && data.toLowerCase() === check.equals.toLowerCase() ? 'done' : 'open'
    case 'storage': {
      const word = data === '0x' ? 0n : BigInt(data)
      const mask = BigInt(check.mask ?? `0x${'f'.repeat(64)}`)
      return (word & mask) === BigInt(check.equals) ? 'done' : 'open'
    }
    case 'emitted':
      return Array.isArray(answer) && answer.length > 0 ? 'done' : 'open'
    case 'all': {
      let first = 0
      const results = check.checks.map((one) => {
        const last = first + readsOf(one).length
        const result = judgeCheck(contracts, one, answers.slice(first, last))
        first = last
        return result
      })
      if (results.includes('foreign')) return 'foreign'
      return results.every((result) => result === 'done') ? 'done' : 'open'
    }
    default:
      throw unknownCheck(check)
  }
}

function unknownCheck(check: never): TypeError {
  return new TypeError(`unknown check ${(check as Check).kind}`)
}
