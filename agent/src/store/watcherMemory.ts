import type { Hash, Hex } from 'viem'
import type { WatcherOptions } from '../chain/watcher.ts'
import type { Store } from './store.ts'

/** The watcher's memory in the store. */
export function storedMemory(store: Store): Pick<WatcherOptions, 'load' | 'save'> {
  return {
    async load() {
      const checkpoints = await store.read<{ number: string; hash: Hash }>(
        'select number::text, hash from checkpoints order by checkpoints.number',
      )
      const agreements = await store.read<{ agreement_id: Hex; block: string }>(
        'select agreement_id, block::text from agreements order by agreements.block, agreement_id',
      )
      return {
        checkpoints: checkpoints.map(({ number, hash }) => ({ number: BigInt(number), hash })),
        agreements: agreements.map(({ agreement_id, block }) => ({
          agreementId: agreement_id,
          block: BigInt(block),
        })),
      }
    },
    async save(memory) {
      await store.write('watcher', async (write) => {
        await write.query('delete from checkpoints')
        for (const { number, hash } of memory.checkpoints) {
          await write.query('insert into checkpoints values ($1, $2)', [number.toString(), hash])
        }
        await write.query('delete from agreements')
        for (const { agreementId, block } of memory.agreements) {
          await write.query('insert into agreements values ($1, $2)', [agreementId, block.toString()])
        }
      })
    },
  }
}
