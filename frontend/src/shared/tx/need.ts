import { type Address, isAddressEqual } from 'viem'
import type { Freshness } from '../chain/head.ts'
import type { Token } from '../market/token.ts'
import type { WalletState } from '../wallet/store.ts'

/** What a transaction asks of whoever signs it. */
export type Requires = {
  chainId: number
  /** Only this account can, and how to say so: "Only the client can end it". */
  role?: { account: Address; reason: string } | undefined
  token?: { token: Token; amount: bigint; spender?: Address } | undefined
  /** Wei sent along. */
  value?: bigint | undefined
}

/** Balances of the connected account, as far as they are known. */
export type Holdings = { wei: bigint | undefined; units: bigint | undefined; allowance: bigint | undefined }

/** What is missing before a transaction can be tried, the first in order. */
export type Need =
  | { kind: 'wallet'; loading: boolean }
  | { kind: 'network'; on: number; chainId: number }
  | { kind: 'role'; reason: string; account: Address; you: Address }
  | { kind: 'stale'; answers: boolean }
  | { kind: 'token'; token: Token; has: bigint; amount: bigint }
  | { kind: 'gas' }
  | { kind: 'allowance'; token: Token; spender: Address; amount: bigint }
  | { kind: 'nothing' }

/** The first thing that is missing. Pure. */
export function findNeed(
  requires: Requires,
  { wallet, freshness, holdings }: { wallet: WalletState; freshness: Freshness; holdings: Holdings },
): Need {
  const { chainId, role, token } = requires
  if (wallet.kind !== 'ready' || !wallet.account)
    return {
      kind: 'wallet',
      loading: wallet.kind === 'loading' || (wallet.kind === 'ready' && wallet.connecting),
    }
  const { address, chainId: on } = wallet.account
  if (on !== chainId) return { kind: 'network', on, chainId }
  if (role && !isAddressEqual(role.account, address)) return { kind: 'role', ...role, you: address }
  if (freshness.kind === 'stale') return { kind: 'stale', answers: freshness.answers }
  if (token && holdings.units !== undefined && holdings.units < token.amount)
    return { kind: 'token', token: token.token, has: holdings.units, amount: token.amount }
  if (holdings.wei !== undefined && holdings.wei <= (requires.value ?? 0n)) return { kind: 'gas' }
  if (token?.spender && holdings.allowance !== undefined && holdings.allowance < token.amount)
    return { kind: 'allowance', token: token.token, spender: token.spender, amount: token.amount }
  return { kind: 'nothing' }
}
