import { useQuery } from '@tanstack/react-query'
import * as v from 'valibot'

const TIMEOUT_MS = 5_000
const POLL_MS = 4_000

const quantity = v.pipe(
  v.string(),
  v.regex(/^0x[0-9a-f]{1,13}$/i, 'expected a quantity'),
  v.transform((hex) => Number.parseInt(hex, 16)),
)
const headReply = v.object({ result: v.object({ number: quantity, timestamp: quantity }) })
const chainReply = v.object({ result: quantity })

/** The newest block as this browser sees it. `timestamp`: unix seconds; `ms`: how long both answers took. */
export type SeenHead = { chainId: number; number: number; timestamp: number; ms: number }

/** Looks at a published RPC from this browser, every few seconds. Undefined: nothing is asked. */
export function useSeenHead(rpc: string | undefined) {
  return useQuery({
    queryKey: ['seen', rpc],
    enabled: rpc !== undefined,
    queryFn: ({ signal }) => {
      if (rpc === undefined) throw new TypeError('disabled without an RPC')
      return look(rpc, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]))
    },
    refetchInterval: POLL_MS,
    retry: false,
  })
}

async function look(rpc: string, signal: AbortSignal): Promise<SeenHead> {
  const startedMs = performance.now()
  const [head, chain] = await Promise.all([
    ask(rpc, 'eth_getBlockByNumber', ['latest', false], signal),
    ask(rpc, 'eth_chainId', [], signal),
  ])
  const ms = Math.round(performance.now() - startedMs)
  const block = v.safeParse(headReply, head)
  const id = v.safeParse(chainReply, chain)
  if (!block.success || !id.success) throw new Error('what it says is no block')
  const { number, timestamp } = block.output.result
  return { chainId: id.output.result, number, timestamp, ms }
}

async function ask(rpc: string, method: string, params: unknown[], signal: AbortSignal): Promise<unknown> {
  const response = await fetch(rpc, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    redirect: 'error',
    credentials: 'omit',
    signal,
  })
  return response.json()
}
