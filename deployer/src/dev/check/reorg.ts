import { callService } from '../../engines/process/index.ts'
import { type CheckContext, eventually } from './context.ts'

/** Blocks of L1 that are replaced, and with them the batches in them: fewer than are finalized, as on any real L1. */
const DEPTH = 3
/** Until the heads have caught up; the engine starts a batcher anew whose nonce is stuck. */
const RECOVERY_SECONDS = 180

/** L1 drops its last blocks with the batches in them: the safe head catches up with what was unsafe then. */
export async function checkReorg({ dev, signal, report }: CheckContext): Promise<true> {
  const before = (await dev.engine.status(dev.chain)).heads
  const target = (before?.unsafe.number ?? 0n) + 5n
  await callService(dev.l1.url, 'anvil_reorg', [DEPTH, []])
  let seen = ''
  await eventually(
    'the safe head catches up after an L1 reorg',
    { signal, seconds: RECOVERY_SECONDS, seen: () => seen },
    async () => {
      const { heads } = await dev.engine.status(dev.chain)
      seen = `safe ${heads?.safe.number}, unsafe ${heads?.unsafe.number}`
      return heads && heads.safe.number >= target ? true : undefined
    },
  )
  report(`L1 dropped ${DEPTH} blocks: the safe head caught up`)
  return true
}
