import { describeRevert, explainRevert, marketErrorsAbi, type RevertError } from '@opraas/contracts'
import type { Address } from 'viem'
import { formatAmount, formatMoment, shortAddress } from '../format/index.ts'
import type { Token } from '../market/token.ts'
import type { Reason } from './phase.ts'

/** How amounts in errors are said: with a token they have a unit. */
export type Say = { token?: Token | undefined }

/** Why a call reverts, in plain words; the contract's own name of it when we have none. */
export function reasonOfRevert(error: unknown, { token }: Say): Reason {
  const { reason, error: decoded } = explainRevert(error, marketErrorsAbi)
  const described = decoded && describe(decoded, token)
  return described
    ? { ...described, code: decoded.name }
    : { sentence: `The contract refuses: ${reason}.`, next: 'Nothing was sent. Look at the figures again.' }
}

function describe(error: RevertError, token: Token | undefined) {
  return describeRevert(error, {
    amount: (units) => (token ? formatAmount(units, token) : `${units} units`),
    time: (seconds) => formatMoment(seconds, { spanSeconds: 0 }),
    address: (address: Address) => shortAddress(address),
  })
}
