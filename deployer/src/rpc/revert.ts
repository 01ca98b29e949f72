import { type Abi, BaseError, decodeErrorResult, type Hex } from 'viem'

/** A contract's error by name, with its arguments by name. */
export type RevertError = { name: string; args: Readonly<Record<string, unknown>> }

/**
 * Why a call reverts, out of a viem error: a text, a decoded error with its arguments, or what the node says; and the
 * decoded error of a contract, when its ABI knows it.
 */
export function explainRevert(error: unknown, abi: Abi = []): { reason: string; error?: RevertError } {
  if (!(error instanceof BaseError)) return { reason: error instanceof Error ? error.message : String(error) }
  const data = revertData(error)
  if (data === undefined || data === '0x') return { reason: error.details || error.shortMessage }
  try {
    const { errorName, args = [], abiItem } = decodeErrorResult({ abi: [...abi, ...standardErrors], data })
    if (errorName === 'Error') return { reason: String(args[0]) }
    const names = 'inputs' in abiItem ? abiItem.inputs.map(({ name }, index) => name || String(index)) : []
    const named = Object.fromEntries(args.map((value, index) => [names[index] ?? String(index), value]))
    const shown = Object.entries(named).map(([name, value]) => `${name} ${value}`)
    return { reason: `${errorName}(${shown.join(', ')})`, error: { name: errorName, args: named } }
  } catch (cause) {
    if (!(cause instanceof BaseError)) throw cause
    return { reason: `error ${data.slice(0, 10)}` }
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
