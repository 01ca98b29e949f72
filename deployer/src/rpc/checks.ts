import type { Check, CheckResult } from '../core/l1/checks.ts'
import type { Contracts } from '../core/l1/contracts.ts'
import { judgeCheck, type Read, type ReadAnswer, readsOf } from '../core/l1/reads.ts'
import { callOrNothing } from './call.ts'
import { type RpcClient, reach } from './client.ts'

/**
 * What L1 shows of a check, as of its newest block. Reads run in parallel and leave as few batches.
 *
 * @throws RpcUnreachableError
 */
export async function evaluateCheck(
  client: RpcClient,
  contracts: Contracts,
  check: Check,
): Promise<CheckResult> {
  const answers = await Promise.all(readsOf(check).map((read) => send(client, read)))
  return judgeCheck(contracts, check, answers)
}

async function send(client: RpcClient, read: Read): Promise<ReadAnswer> {
  // A call that reverts is an answer, too.
  if (read.method === 'eth_call') return callOrNothing(client, read.params[0])
  const answer = await reach(client, () => client.request(read))
  return answer ?? undefined
}
