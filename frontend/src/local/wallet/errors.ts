/** An answer of a wallet that is not a result, as EIP-1193 numbers them. */
export class ProviderRpcError extends Error {
  override name = 'ProviderRpcError'
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

export const USER_REJECTED = 4001
export const UNAUTHORIZED = 4100
export const UNSUPPORTED = 4200
export const UNKNOWN_CHAIN = 4902
