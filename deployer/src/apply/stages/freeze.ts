import { isLocalChain } from '@opraas/contracts'
import type { Hash, Hex } from 'viem'
import { NotMinedError } from '../../core/errors/index.ts'
import type { L1Origin } from '../../core/outputs.ts'
import { reach } from '../../rpc/client.ts'
import { readOrigin, readStartBlock } from '../../rpc/origin.ts'
import { type ApplyContext, recordStage, type Stage, stateOf } from '../context.ts'

const FINALITY_STALL_MS = 30 * 60_000
const FINALITY_POLL_MS = 2_000

/**
 * Chooses the L1 origin: the block before the one that initialised SystemConfig. It follows from L1 alone, so that
 * anybody who knows the config computes the same genesis, and no deposit can be made before it.
 */
export const freezeStage: Stage = {
  name: 'freeze',
  title: 'L1 origin',
  async isDone(context) {
    const kept = frozenOrigin(context)
    if (!kept) return false
    const block = await reach(context.client, () => context.client.getBlock({ blockNumber: kept.number }))
    return block.hash === kept.hash
  },
  async run(context) {
    const startBlock = await readStartBlock(context.client, context.layout.proxies.SystemConfig.address)
    if (!isLocalChain(context.intent.l1ChainId)) await waitForFinality(context, startBlock)
    const origin = await readOrigin(context.client, startBlock)
    recordStage(context, 'freeze', {
      number: origin.number.toString(),
      hash: origin.hash,
      timestampSeconds: origin.timestampSeconds.toString(),
    })
  },
}

/** The origin that was frozen, if any. */
export function frozenOrigin(context: ApplyContext): L1Origin | undefined {
  const facts = stateOf(context).stages.get('freeze') as
    | { number: string; hash: Hash; timestampSeconds: string }
    | undefined
  if (!facts) return undefined
  return { number: BigInt(facts.number), hash: facts.hash, timestampSeconds: BigInt(facts.timestampSeconds) }
}

/** A public L1 may reorg what is not finalized; a chain must not stand on that. */
async function waitForFinality(context: ApplyContext, number: bigint): Promise<void> {
  const { client, report, now, wait, signal } = context
  let newest = 0n
  let progressAtMs = now()
  for (;;) {
    signal.throwIfAborted()
    const finalized = await reach(client, () => client.getBlock({ blockTag: 'finalized' }))
    const at = finalized.number ?? 0n
    if (at >= number) return
    if (at > newest) {
      newest = at
      progressAtMs = now()
      report({
        kind: 'note',
        text: `Waiting for L1 block ${number} to be finalized; ${number - at} blocks to go.`,
      })
    }
    const idleMs = now() - progressAtMs
    if (idleMs > FINALITY_STALL_MS) {
      const hash: Hex = finalized.hash ?? '0x'
      throw new NotMinedError({ step: `Finality of L1 block ${number}`, hash, seconds: idleMs / 1000 })
    }
    await wait(FINALITY_POLL_MS)
  }
}
