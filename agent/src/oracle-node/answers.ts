import { chainlinkSlaOracleAbi } from '@opraas/contracts'
import { encodeAbiParameters, encodeFunctionData, getAbiItem, type Hex } from 'viem'
import { z } from 'zod'
import { operatorAbi } from './operatorAbi.ts'
import type { OracleRequest, Question } from './requests.ts'

const TIMEOUT_MS = 10_000

const count = z.int().min(0).transform(BigInt)

/** `data` of the external adapter's answer, in the order of ChainlinkSlaOracle.fulfill behind the request id. */
export const answerSchema = z.object({
  rpc: count,
  unsafeHead: count,
  safeHead: count,
  proposals: count,
  coverage: count,
  reason: count,
  l1Spend: z.string().regex(/^\d+$/).transform(BigInt),
  evidence: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/)
    .transform((hash) => hash as Hex),
})
export type OracleAnswer = z.output<typeof answerSchema>

const replySchema = z.object({ data: z.unknown() })
const refusalSchema = z.object({ error: z.object({ message: z.string() }) })

/** What the external adapter says: an answer, not yet, or never. */
export type AdapterReply<answer = OracleAnswer> =
  | { kind: 'answer'; answer: answer }
  | { kind: 'later'; reason: string }
  | { kind: 'refused'; reason: string }

/** Asks the external adapter as a job's bridge task does. Never throws for what the adapter does. */
export async function askAdapter<schema extends z.ZodType>(
  url: string,
  {
    requestId,
    question,
    schema,
    signal,
    timeoutMs = TIMEOUT_MS,
  }: {
    requestId: string
    question: Question
    schema: schema
    signal: AbortSignal
    timeoutMs?: number
  },
): Promise<AdapterReply<z.output<schema>>> {
  const { agreementId, epoch } = question
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: requestId, data: { agreement: agreementId, epoch } }),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    const body: unknown = await response.json()
    if (response.status === 200) return { kind: 'answer', answer: schema.parse(replySchema.parse(body).data) }
    const refusal = refusalSchema.safeParse(body)
    const reason = refusal.success ? refusal.data.error.message : `HTTP ${response.status}`
    return { kind: response.status >= 500 ? 'later' : 'refused', reason }
  } catch (error) {
    return { kind: 'later', reason: error instanceof Error ? describe(error) : String(error) }
  }
}

/** The transaction that answers a request: what the job's encode_data and encode_tx tasks make. */
export function encodeAnswer(request: OracleRequest, answer: OracleAnswer): Hex {
  const { requestId, payment, callbackAddr, callbackFunctionId, cancelExpiration } = request
  const { rpc, unsafeHead, safeHead, proposals, coverage, reason, l1Spend, evidence } = answer
  const { inputs } = getAbiItem({ abi: chainlinkSlaOracleAbi, name: 'fulfill' })
  const data = encodeAbiParameters(inputs, [
    requestId,
    rpc,
    unsafeHead,
    safeHead,
    proposals,
    coverage,
    reason,
    l1Spend,
    evidence,
  ])
  return encodeFunctionData({
    abi: operatorAbi,
    functionName: 'fulfillOracleRequest2',
    args: [requestId, payment, callbackAddr, callbackFunctionId, cancelExpiration, data],
  })
}

/** fetch hides the reason in its cause. */
function describe(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
