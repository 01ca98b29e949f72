import * as v from 'valibot'
import { type Address, isAddress } from 'viem'

const KEY = 'opraas:local-wallet'

const schema = v.object({
  /** Undefined: not connected to the page. */
  address: v.optional(v.custom<Address>((value) => typeof value === 'string' && isAddress(value))),
  chainId: v.number(),
  added: v.array(v.object({ id: v.number(), name: v.string(), rpcUrl: v.string() })),
})

/** What the wallet remembers between visits. No keys. */
export type Memory = v.InferOutput<typeof schema>

export function readMemory(chainId: number): Memory {
  const fresh: Memory = { chainId, added: [] }
  try {
    const result = v.safeParse(schema, JSON.parse(localStorage.getItem(KEY) ?? 'null'))
    return result.success ? result.output : fresh
  } catch (error) {
    if (error instanceof SyntaxError) return fresh
    throw error
  }
}

export function writeMemory(memory: Memory): void {
  localStorage.setItem(KEY, JSON.stringify(memory))
}
