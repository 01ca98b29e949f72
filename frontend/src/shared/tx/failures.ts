import { BaseError, UserRejectedRequestError } from 'viem'
import type { Reason } from './phase.ts'

/** True when the user said no in the wallet. */
export function isDeclined(error: unknown): boolean {
  if (codeOf(error) === 4001) return true
  return (
    error instanceof BaseError &&
    error.walk((cause) => cause instanceof UserRejectedRequestError || codeOf(cause) === 4001) !== null
  )
}

/** True when a call was run and reverted; a node that does not answer is no revert. */
export function isRevert(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false
  return (
    error.walk((cause) => {
      const { name } = cause as { name?: string }
      return codeOf(cause) === 3 || name === 'ExecutionRevertedError'
    }) !== null
  )
}

/** What a wallet or an RPC says that is neither a revert nor a no. */
export function reasonOfFailure(error: unknown, what: string): Reason {
  const said = error instanceof BaseError ? error.details || error.shortMessage : String(error)
  return { sentence: `${what}: ${said.slice(0, 200)}`, next: 'Nothing was sent. Try again.' }
}

function codeOf(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null ? (error as { code?: number }).code : undefined
}
