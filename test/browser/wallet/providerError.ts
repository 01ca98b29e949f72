import type { Reply } from './provider.ts'

/** An error as EIP-1193 wants it: a code that programs understand, a message for people. */
export class ProviderError extends Error {
  override name = 'ProviderError'
  readonly code: number
  readonly data: unknown

  constructor(code: number, message: string, data?: unknown) {
    super(message)
    this.code = code
    this.data = data
  }
}

/** Codes of EIP-1193, EIP-3085 and EIP-1474. */
export const codes = {
  rejected: 4001,
  unauthorized: 4100,
  unsupported: 4200,
  chainDisconnected: 4901,
  unknownChain: 4902,
  invalidParams: -32602,
  internal: -32603,
} as const

/** What the page is told of an error. */
export function asReplyError(error: unknown): Extract<Reply, { error: unknown }>['error'] {
  if (!(error instanceof ProviderError)) return { code: codes.internal, message: String(error) }
  const { code, message, data } = error
  return { code, message, ...(data !== undefined && { data }) }
}
