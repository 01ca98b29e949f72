import type { Check, CheckResult } from '../core/l1/checks.ts'
import { bytecodeOf, type Contracts, isRuntimeOf } from '../core/l1/contracts.ts'
import { callOrNothing } from './call.ts'
import { type RpcClient, reach } from './client.ts'

/** What L1 shows of a check, as of its newest block. Reads run in parallel and leave as few batches. */
export async function evaluateCheck(
  client: RpcClient,
  contracts: Contracts,
  check: Check,
): Promise<CheckResult> {
  switch (check.kind) {
    case 'code': {
      const code = await reach(client, () => client.getCode({ address: check.address }))
      if (code === undefined || code === '0x') return 'open'
      return isRuntimeOf(bytecodeOf(contracts, check.contract), code) ? 'done' : 'foreign'
    }
    case 'call': {
      const answer = await callOrNothing(client, check)
      return answer?.toLowerCase() === check.equals.toLowerCase() ? 'done' : 'open'
    }
    case 'storage': {
      const word = await reach(client, () =>
        client.getStorageAt({ address: check.address, slot: check.slot }),
      )
      const mask = BigInt(check.mask ?? `0x${'f'.repeat(64)}`)
      return (BigInt(word ?? 0) & mask) === BigInt(check.equals) ? 'done' : 'open'
    }
    case 'emitted': {
      const logs = await reach(client, () =>
        client.request({
          method: 'eth_getLogs',
          params: [{ address: check.address, topics: check.topics, fromBlock: '0x0', toBlock: 'latest' }],
        }),
      )
      return logs.length > 0 ? 'done' : 'open'
    }
    case 'all': {
      const results = await Promise.all(check.checks.map((one) => evaluateCheck(client, contracts, one)))
      if (results.includes('foreign')) return 'foreign'
      return results.every((result) => result === 'done') ? 'done' : 'open'
    }
    default:
      throw new TypeError(`unknown check ${(check satisfies never as Check).kind}`)
  }
}
