import { createClient, http } from 'viem'

/** Services on this machine answer soon or not at all. */
const TIMEOUT_MS = 5_000

/** One call of a service's RPC; no retries. */
export async function callService<T>(
  url: string,
  method: string,
  params: readonly unknown[] = [],
  timeoutMs: number = TIMEOUT_MS,
): Promise<T> {
  const client = createClient({ transport: http(url, { timeout: timeoutMs, retryCount: 0 }) })
  // The result has the shape that the service documents.
  return client.request({ method, params } as never) as Promise<T>
}

/** The same; undefined when the service does not answer, which is a state of it. */
export async function askService<T>(
  url: string,
  method: string,
  params: readonly unknown[] = [],
): Promise<T | undefined> {
  try {
    return await callService<T>(url, method, params)
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}
