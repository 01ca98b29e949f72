import type { Address } from 'viem'
import type { Generation } from '../core/intent/index.ts'
import type { RpcClient } from '../rpc/client.ts'
import type { Sender } from './sender.ts'

/** What every function of the bridge needs of a chain. */
export type BridgeContext = {
  l1: RpcClient
  l2: RpcClient
  generation: Generation
  portal: Address
  /** DisputeGameFactory or L2OutputOracle. */
  proposals: Address
  /** First L1 block that can hold anything of this chain. */
  l1OriginNumber: bigint
  /** Senders need a key; looking does not. */
  sendOnL1(): Sender
  sendOnL2(): Sender
  now: () => number
  wait: (ms: number) => Promise<void>
  signal: AbortSignal
  /** Told what is waited for and what was done, in words. */
  report: (text: string) => void
}

const POLL_MS = 1_000

/** Asks again until there is an answer; says what it waits for whenever that changes. */
export async function poll<T>(
  { wait, signal, report }: Pick<BridgeContext, 'wait' | 'signal' | 'report'>,
  ask: () => Promise<{ done: T } | { waitingFor: string }>,
): Promise<T> {
  let told = ''
  for (;;) {
    signal.throwIfAborted()
    const answer = await ask()
    if ('done' in answer) return answer.done
    if (answer.waitingFor !== told) report(`waiting: ${answer.waitingFor}`)
    told = answer.waitingFor
    await wait(POLL_MS)
  }
}
