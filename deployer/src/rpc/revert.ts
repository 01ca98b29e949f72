import { type Abi, BaseError, decodeErrorResult, type Hex } from 'viem'

/** The reason inside a viem error of a call: a text, a decoded error with its arguments, or what the node says. */
export function describeRevert(error: unknown, abi: Abi = []): string {
  if (!(error instanceof BaseError)) return error instanceof Error ? error.message : String(error)
  const data = revertData(error)
  if (data === undefined || data === '0x') return error.details || error.shortMessage
  try {
    const { errorName, args } = decodeErrorResult({ abi: [...abi, ...standardErrors], data })
    if (errorName === 'Error') return String(args?.[0])
    return `${errorName}(${(args ?? []).map(String).join(', ')})`
  } catch (cause) {
    if (!(cause instanceof BaseError)) throw cause
    return `error ${data.slice(0, 10)}`
  }
}

const standardErrors = [
  { type: 'error', name: 'Error', inputs: [{ name: 'message', type: 'string' }] },
  { type: 'error', name: 'Panic', inputs: [{ name: 'code', type: 'uint256' }] },
] as const

/** Revert data anywhere in the chain of causes. */
function revertData(error: BaseError): Hex | undefined {
  const found = error.walk((cause) => {
    const { data } = cause as { data?: unknown }
    return typeof data === 'string' && data.startsWith('0x')
  }) as { data?: Hex } | null
  return found?.data
}
