import { type Market, reach } from '@opraas/deployer'
import { decode } from 'cborg'
import { type Address, type Hex, hexToBytes, isAddressEqual } from 'viem'
import { z } from 'zod'
import { operatorAbi } from './operatorAbi.ts'

/** A request as the Operator announced it. */
export type OracleRequest = {
  requestId: Hex
  payment: bigint
  callbackAddr: Address
  callbackFunctionId: Hex
  cancelExpiration: bigint
  data: Hex
}

/** What is asked. */
export type Question = { agreementId: Hex; epoch: number }

/** Blocks read at once. */
const MAX_RANGE = 5_000n

/**
 * Knows which requests wait for an answer: announced for our job by our requester, neither answered nor cancelled, as
 * the logs say. Nothing is remembered beyond the process: a new one reads the same from the chain.
 */
export function createRequestList(
  market: Market,
  { operator, jobId, requester }: { operator: Address; jobId: Hex; requester: Address },
) {
  const { client, fromBlock } = market
  const pending = new Map<Hex, OracleRequest>()
  let next = fromBlock

  return {
    /** Reads up to a block and tells what waits as of it, oldest first. */
    async read(head: bigint): Promise<OracleRequest[]> {
      if (head + 1n < next) {
        pending.clear()
        next = fromBlock
      }
      while (next <= head) {
        const end = next + MAX_RANGE - 1n < head ? next + MAX_RANGE - 1n : head
        await readRange(next, end)
        next = end + 1n
      }
      return [...pending.values()]
    },
  }

  async function readRange(fromBlock: bigint, toBlock: bigint): Promise<void> {
    const logs = await reach(client, () =>
      client.getContractEvents({ address: operator, abi: operatorAbi, fromBlock, toBlock, strict: true }),
    )
    for (const { eventName, args } of logs) {
      if (eventName !== 'OracleRequest') pending.delete(args.requestId)
      else if (args.specId === jobId && isAddressEqual(args.requester, requester)) {
        const { requestId, payment, callbackAddr, callbackFunctionId, cancelExpiration, data } = args
        pending.set(requestId, {
          requestId,
          payment,
          callbackAddr,
          callbackFunctionId,
          cancelExpiration,
          data,
        })
      }
    }
  }
}

const questionSchema = z.object({
  agreement: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/)
    .transform((id) => id as Hex),
  epoch: z.int().min(0),
})

/** The question in a request: the body of a CBOR map without its header; undefined when it is none of ours. */
export function decodeQuestion(data: Hex): Question | undefined {
  let value: unknown
  try {
    value = decode(Uint8Array.from([0xbf, ...hexToBytes(data), 0xff]))
  } catch {
    // Whoever pays for a request may write anything into it.
    return undefined
  }
  const question = questionSchema.safeParse(value)
  return question.success ? { agreementId: question.data.agreement, epoch: question.data.epoch } : undefined
}
