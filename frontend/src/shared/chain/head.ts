import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { getBlock } from 'viem/actions'
import { useChain } from '../config/context.tsx'
import type { ChainConfig } from '../config/schema.ts'
import { clientOf } from './client.ts'

/** The newest block of a chain, and when this browser saw it (unix milliseconds). */
export type Head = { number: bigint; timestamp: number; seenAtMs: number }

/** How often a chain is looked at, in milliseconds. */
export function pollMsOf({ blockTimeSeconds }: ChainConfig): number {
  return Math.min(12_000, Math.max(1_000, blockTimeSeconds * 1000))
}

/** Watches the newest block of a chain. */
export function useHead(chainId: number) {
  const chain = useChain(chainId)
  return useQuery({
    queryKey: ['head', chainId, chain?.rpcUrls[0]],
    enabled: chain !== undefined,
    queryFn: async (): Promise<Head> => {
      if (!chain) throw new TypeError('disabled without a chain')
      const { number, timestamp } = await getBlock(clientOf(chain))
      return { number, timestamp: Number(timestamp), seenAtMs: Date.now() }
    },
    refetchInterval: chain ? pollMsOf(chain) : false,
    retry: false,
  })
}

/** Whether a chain's figures are of now. `stale`: they are old, and writing waits. */
export type Freshness =
  | { kind: 'pending' }
  | { kind: 'fresh'; head: Head }
  | { kind: 'stale'; head: Head | undefined; ageSeconds: number | undefined; answers: boolean }

/** Judges a chain's head: stale when nobody answers, or when no block came for three block times. */
export function useFreshness(chainId: number): Freshness {
  const chain = useChain(chainId)
  // Without a head an attempt that is under way looks like the first one; the errors before it are counted.
  const { data: head, isError, errorUpdateCount } = useHead(chainId)
  const now = useNow()
  if (!chain) return { kind: 'stale', head: undefined, ageSeconds: undefined, answers: false }
  if (!head)
    return errorUpdateCount > 0
      ? { kind: 'stale', head, ageSeconds: undefined, answers: false }
      : { kind: 'pending' }
  const ageSeconds = Math.max(0, now - head.timestamp)
  // A busy machine makes a block late by seconds: that alone is no reason to stop writing.
  const patience = Math.max(15, 3 * chain.blockTimeSeconds)
  if (!isError && ageSeconds <= patience) return { kind: 'fresh', head }
  // A request that hangs is no error for long: what counts is when the last one was answered.
  const answers = !isError && now - head.seenAtMs / 1000 <= patience / 2
  return { kind: 'stale', head, ageSeconds, answers }
}

/** Clocks that differ by less than this count as one, in seconds. */
const CLOCK_SLACK = 60

/**
 * Unix seconds as the chain's contracts would see them: this machine's clock, unless the chain's clock stands
 * elsewhere. Moves once a second.
 */
export function useChainNow(chainId: number): number {
  const { data: head } = useHead(chainId)
  const now = useNow()
  if (!head) return now
  const seenAt = Math.floor(head.seenAtMs / 1000)
  const apart = head.timestamp - seenAt
  return Math.abs(apart) < CLOCK_SLACK ? now : now + apart
}

/** Unix seconds by this machine's clock; moves once a second. */
export function useNow(): number {
  const [now, setNow] = useState(() => Math.floor(Date.now() / 1000))
  useEffect(() => {
    const timer = setInterval(() => setNow(Math.floor(Date.now() / 1000)), 1000)
    return () => clearInterval(timer)
  }, [])
  return now
}
