import { setTimeout as sleep } from 'node:timers/promises'
import type { Hash } from 'viem'
import { CheckFailedError } from '../../core/errors/index.ts'
import { createRpcClient, type RpcClient } from '../../rpc/client.ts'
import type { DevChain } from '../dev.ts'

/** What every part of the check works with. */
export type CheckContext = {
  dev: DevChain
  l1: RpcClient
  l2: RpcClient
  signal: AbortSignal
  report: (text: string) => void
}

export function createCheckContext(
  dev: DevChain,
  { signal, report }: { signal: AbortSignal; report: (text: string) => void },
): CheckContext {
  const { chain, l1 } = dev
  return {
    dev,
    signal,
    report,
    l1: createRpcClient({ name: 'L1', url: l1.url, chainId: l1.chainId }),
    l2: createRpcClient({ name: 'L2', url: `http://127.0.0.1:${chain.rpcPort}`, chainId: chain.l2ChainId }),
  }
}

const POLL_MS = 500

/**
 * Asks again until there is an answer.
 *
 * @throws CheckFailedError naming what was waited for, and what was seen last
 */
export async function eventually<T>(
  what: string,
  { signal, seconds, seen }: { signal: AbortSignal; seconds: number; seen?: () => string },
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    signal.throwIfAborted()
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) {
      throw new CheckFailedError({ check: what, found: seen?.() ?? `nothing within ${seconds} s` })
    }
    await sleep(POLL_MS, undefined, { signal })
  }
}

/** Fails the check unless two hashes of one block are the same. */
export function requireEqual(what: string, found: Hash | undefined, expected: Hash | undefined): void {
  if (found !== undefined && found === expected) return
  throw new CheckFailedError({ check: what, found: `${found}, expected ${expected}` })
}

/** Hash of a block, read from one node. */
export async function hashAt(client: Pick<RpcClient, 'getBlock'>, number: number): Promise<Hash | undefined> {
  const block = await client.getBlock({ blockNumber: BigInt(number) }).catch((error: unknown) => {
    if (error instanceof Error) return undefined
    throw error
  })
  return block?.hash
}
