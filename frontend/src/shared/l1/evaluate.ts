import {
  type Check,
  type CheckResult,
  type Contracts,
  judgeCheck,
  type Read,
  type ReadAnswer,
  readsOf,
} from '@opraas/deployer/core'
import type { Address, Hex } from 'viem'
import { call as ethCall } from 'viem/actions'
import type { ChainClient } from '../chain/client.ts'
import { readLogs } from '../chain/logs.ts'
import { isRevert } from '../tx/failures.ts'

/**
 * What L1 shows of some checks, as of its newest block. All reads leave at once.
 *
 * @param options.contracts - What checks of code compare with; none without such checks.
 * @param options.logsFrom - First block that can hold a log that is looked for; without it none can be there yet.
 * @throws when the RPC does not answer
 */
export async function evaluateChecks(
  client: ChainClient,
  checks: readonly Check[],
  { contracts = {}, logsFrom }: { contracts?: Contracts; logsFrom?: bigint | undefined } = {},
): Promise<CheckResult[]> {
  return Promise.all(
    checks.map(async (check) => {
      const answers = await Promise.all(readsOf(check).map((read) => send(client, read, logsFrom)))
      return judgeCheck(contracts, check, answers)
    }),
  )
}

/** A call's answer; undefined when it reverts or nobody is there. @throws when the RPC does not answer */
export async function callOrNothing(
  client: ChainClient,
  { to, data }: { to: Address; data: Hex },
): Promise<Hex | undefined> {
  try {
    return (await ethCall(client, { to, data })).data
  } catch (error) {
    if (isRevert(error)) return undefined
    throw error
  }
}

async function send(client: ChainClient, read: Read, logsFrom: bigint | undefined): Promise<ReadAnswer> {
  switch (read.method) {
    case 'eth_call':
      return callOrNothing(client, read.params[0])
    case 'eth_getLogs': {
      if (logsFrom === undefined) return []
      const [{ address, topics }] = read.params
      return readLogs(client, { address, topics, fromBlock: logsFrom })
    }
    default:
      return (await client.request(read)) ?? undefined
  }
}
