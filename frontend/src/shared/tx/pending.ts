import * as v from 'valibot'
import { type Address, type Hash, isAddress, isAddressEqual, isHash } from 'viem'

const PREFIX = 'opraas:tx:'

/** Something that was asked of a wallet. `nonce`: the account's next one before; without a hash, its answer is not known. */
export type Pending = { chainId: number; account: Address; nonce: number; hash: Hash | undefined }

const schema = v.object({
  chainId: v.number(),
  account: v.custom<Address>((value) => typeof value === 'string' && isAddress(value, { strict: false })),
  nonce: v.number(),
  hash: v.optional(v.custom<Hash>((value) => typeof value === 'string' && isHash(value))),
})

/** What was begun under an id and is not known to be over. */
export function findPending(id: string): Pending | undefined {
  const text = localStorage.getItem(PREFIX + id)
  if (text === null) return undefined
  try {
    const result = v.safeParse(schema, JSON.parse(text))
    return result.success ? { ...result.output, hash: result.output.hash } : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The number after the highest one that is on its way for an account, as far as this browser knows; 0: none is. */
export function nonceAfterPending({ chainId, account }: Pick<Pending, 'chainId' | 'account'>): number {
  const ids = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))
  const nonces = ids.flatMap((key) => {
    const pending = findPending(key.slice(PREFIX.length))
    const isOurs = pending?.hash && pending.chainId === chainId && isAddressEqual(pending.account, account)
    return isOurs ? [pending.nonce + 1] : []
  })
  return Math.max(0, ...nonces)
}

/** Written before the wallet is asked, and again with the hash. */
export function keepPending(id: string, pending: Pending): void {
  localStorage.setItem(PREFIX + id, JSON.stringify(pending))
}

export function forgetPending(id: string): void {
  localStorage.removeItem(PREFIX + id)
}
