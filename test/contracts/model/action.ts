import type { KeySet, Terms, Verdict } from '@opraas/contracts'
import type { Address, Hex } from 'viem'

/** What an agreement is made of, before anybody accepts. */
export type Deal = {
  agreementId: Hex
  offerId: Hex
  termsHash: Hex
  terms: Terms
  keySet: KeySet
  client: Address
}

/** One of these kinds of call, with its arguments and its sender. */
type Call<Kind extends string, Arguments> = Kind extends string
  ? { kind: Kind; by: Address } & Arguments
  : never

type Plain =
  | 'ready'
  | 'bind'
  | 'start'
  | 'publishEndpoints'
  | 'resume'
  | 'terminate'
  | 'forfeit'
  | 'close'
  | 'bundle'

/** One call of the market, whoever sends it. */
export type Action =
  | Call<Plain, { deal: Deal }>
  | Call<'accept', { deal: Deal; deposit: bigint }>
  | Call<'topUp' | 'withdraw' | 'lockBond', { deal: Deal; amount: bigint }>
  | Call<'verdict', { deal: Deal; epoch: number; verdict: Verdict }>
  | Call<'settle', { deal: Deal; max: number }>
  | Call<'settleMany', { deals: Deal[]; max: number }>
  | Call<'claim', { deals: Deal[] }>
  | Call<'addBond' | 'withdrawBond', { token: Address; amount: bigint }>
  | Call<'withdrawFees', { token: Address }>
  | Call<'setFee', { feePpm: number }>
export type ActionKind = Action['kind']
