import { ContractFunctionExecutionError } from 'viem'

/** What a contract answers; undefined when it has no code, or no such function. A silent RPC is another error. */
export async function ifThere<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ContractFunctionExecutionError && !error.walk((cause) => isTransport(cause)))
      return undefined
    throw error
  }
}

function isTransport(error: unknown): boolean {
  return ['HttpRequestError', 'TimeoutError'].includes((error as Error).name)
}
