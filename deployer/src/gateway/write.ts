import { setTimeout as sleep } from 'node:timers/promises'
import { isHex, keccak256 } from 'viem'
import { parseAnswer } from './answers.ts'
import type { Backend } from './backend.ts'
import type { Group } from './group.ts'
import { type Call, codes, fail, type Outcome } from './jsonRpc.ts'
import type { Leadership } from './leader.ts'

const RETRY_MS = 150

/**
 * Sends a transaction to the sequencer that leads, and lets those that may lead next have it, too. Another one is
 * tried only when the first certainly did not get it;
 * an answer that never came is told to the caller, with the hash to look for.
 */
export async function sendWrite(
  call: Call,
  deps: {
    leadership: Leadership
    group: Group
    timeoutMs: number
    onAttempt(backend: Backend, result: string): void
  },
): Promise<Outcome> {
  const { leadership, group, timeoutMs, onAttempt } = deps
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: call.method, params: call.params })
  const deadline = performance.now() + timeoutMs
  for (let anew = false; ; anew = true) {
    const left = deadline - performance.now()
    const sequencers = left > 0 ? await leadership.find({ timeoutMs: left, anew }) : []
    for (const backend of sequencers) {
      if (!group.isOnChain(backend)) {
        await group.check(backend)
        if (!group.isOnChain(backend)) continue
      }
      const answer = await backend.post(body, { timeoutMs, fresh: true })
      onAttempt(backend, answer.kind === 'answer' ? 'ok' : answer.reason)
      if (answer.kind === 'failed' && answer.reason === 'refused') continue
      // Sequencers do not share what waits to be mined: with the leader its pool would be lost.
      const heirs = leadership.heirs(backend).filter((heir) => group.isOnChain(heir))
      for (const heir of heirs) void heir.post(body, { timeoutMs, fresh: true })
      const outcome = answer.kind === 'answer' ? parseAnswer(answer.text) : undefined
      return outcome ?? unknownFate(call)
    }
    const mayElectAnother = leadership.isElected && sequencers.length > 0
    if (!mayElectAnother || performance.now() + RETRY_MS > deadline) break
    await sleep(RETRY_MS)
  }
  return fail(codes.unavailable, 'no sequencer takes transactions at the moment; nothing was sent, try again')
}

/** The sequencer may or may not have it; sending it again is the caller's choice. */
function unknownFate({ params }: Call): Outcome {
  const [raw] = params
  const hash = isHex(raw) && raw.length % 2 === 0 ? keccak256(raw) : undefined
  const message =
    'the sequencer did not answer; it may have the transaction: look for it before sending again'
  return fail(codes.unavailable, message, hash && { transactionHash: hash })
}
