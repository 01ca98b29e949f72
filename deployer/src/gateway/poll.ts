import { type Hash, numberToHex } from 'viem'
import { z } from 'zod'
import type { Backend } from './backend.ts'

/** What a backend answered when it was looked at. */
export type Look =
  | { kind: 'silent'; reason: string }
  | { kind: 'wrong-chain'; chainId: number }
  | { kind: 'heads'; heads: Heads; hashAtServed?: Hash }

export type Heads = { latest: Head; safe?: Head; finalized?: Head }
export type Head = { number: bigint; hash: Hash }

const quantity = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,64}$/)
  .transform(BigInt)
const head = z.object({
  number: quantity,
  hash: z
    .string()
    .regex(/^0x[0-9a-fA-F]{64}$/)
    .transform((hash) => hash as Hash),
})
const answers = z.array(z.object({ id: z.number(), result: z.unknown() }))

/** Asks a backend for its chain id, its heads and its hash of the block that the group serves. Never throws. */
export async function lookAt(
  backend: Backend,
  options: { chainId: number; served: bigint | undefined; timeoutMs: number },
): Promise<Look> {
  const { chainId, served, timeoutMs } = options
  const blocks = ['latest', 'safe', 'finalized', ...(served === undefined ? [] : [numberToHex(served)])]
  const calls = [
    { method: 'eth_chainId', params: [] },
    ...blocks.map((block) => ({ method: 'eth_getBlockByNumber', params: [block, false] })),
  ]
  const body = JSON.stringify(calls.map((call, id) => ({ jsonrpc: '2.0', id, ...call })))
  const answer = await backend.post(body, { timeoutMs })
  if (answer.kind === 'failed') return { kind: 'silent', reason: answer.reason }

  const results = parseResults(answer.text)
  const id = quantity.safeParse(results?.get(0))
  if (!results || !id.success) return { kind: 'silent', reason: 'no JSON-RPC answer' }
  if (id.data !== BigInt(chainId)) return { kind: 'wrong-chain', chainId: Number(id.data) }
  const [latest, safe, finalized, atServed] = [1, 2, 3, 4].map((key) => head.safeParse(results.get(key)).data)
  if (!latest) return { kind: 'silent', reason: 'no latest block' }
  return {
    kind: 'heads',
    heads: { latest, ...(safe && { safe }), ...(finalized && { finalized }) },
    ...(atServed && { hashAtServed: atServed.hash }),
  }
}

function parseResults(text: string): Map<number, unknown> | undefined {
  try {
    return new Map(answers.parse(JSON.parse(text)).map(({ id, result }) => [id, result]))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}
