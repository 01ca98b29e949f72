import { type Abi, BaseError, decodeErrorResult, type Hex, isHex } from 'viem'

/** A contract's error by name, with its arguments by name. */
export type RevertError = { name: string; args: Readonly<Record<string, unknown>> }

/** Errors of the token that a payment meets most often (ERC-6093). */
export const erc20ErrorsAbi = [
  {
    type: 'error',
    name: 'ERC20InsufficientBalance',
    inputs: [
      { name: 'sender', type: 'address' },
      { name: 'balance', type: 'uint256' },
      { name: 'needed', type: 'uint256' },
    ],
  },
  {
    type: 'error',
    name: 'ERC20InsufficientAllowance',
    inputs: [
      { name: 'spender', type: 'address' },
      { name: 'allowance', type: 'uint256' },
      { name: 'needed', type: 'uint256' },
    ],
  },
] as const

/** What any contract may throw, whatever its ABI says. */
const standardErrors = [
  { type: 'error', name: 'Error', inputs: [{ name: 'message', type: 'string' }] },
  { type: 'error', name: 'Panic', inputs: [{ name: 'code', type: 'uint256' }] },
  ...erc20ErrorsAbi,
] as const

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

/** Revert data anywhere in the chain of causes. */
function revertData(error: BaseError): Hex | undefined {
  let found: Hex | undefined
  error.walk((cause) => {
    found = dataOf(cause)
    return found !== undefined
  })
  return found
}

/** Nodes give it as `data`, wallets inside of `data`; viem keeps it as `raw` when the ABI of the call lacks the error. */
function dataOf(cause: unknown): Hex | undefined {
  const { data, raw } = cause as { data?: { data?: unknown } | string | null; raw?: unknown }
  const inner = typeof data === 'object' ? data?.data : undefined
  return [data, inner, raw].find((value): value is Hex => isHex(value))
}
