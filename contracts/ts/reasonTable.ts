import type { Abi, AbiParameterToPrimitiveType, Address } from 'viem'

/** How to write the values of a reason: token units with their decimals, unix seconds, addresses. */
export type Say = {
  amount(units: bigint): string
  time(unixSeconds: number): string
  address(address: Address): string
}

/** Why a contract refused, for people: what happened, and what to do now. */
export type Reason = { sentence: string; next: string }

type ErrorOf<abi extends Abi> = Extract<abi[number], { type: 'error' }>

/** Arguments of an error by name. */
type ErrorArgs<item extends ErrorOf<Abi>> = {
  [input in item['inputs'][number] as input['name'] & string]: AbiParameterToPrimitiveType<input>
}

/** A reason for each error of an ABI, by its name. */
export type ReasonTable<abi extends Abi> = {
  readonly [item in ErrorOf<abi> as item['name']]: (args: ErrorArgs<item>, say: Say) => Reason
}
