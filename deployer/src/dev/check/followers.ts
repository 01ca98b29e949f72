import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { CheckFailedError } from '../../core/errors/index.ts'
import { serviceUrl, startFollower } from '../../engines/index.ts'
import { askService } from '../../engines/process/index.ts'
import { createRpcClient, type RpcClient } from '../../rpc/client.ts'
import { type CheckContext, eventually, hashAt, requireEqual } from './context.ts'

/** A second node that knows L1 alone derives the same blocks, up to the safe head of now. */
export async function checkVerifier(context: CheckContext): Promise<true> {
  const { dev, l2, signal, report } = context
  const { heads } = await dev.engine.status(dev.chain)
  const target = Number(heads?.safe.number ?? 0n)
  const folder = followerFolder(context, 'verifier')
  const follower = await startFollower(dev.chain, { role: 'verifier', folder, signal })
  try {
    const reached = await eventually('a verifier derives the chain', { signal, seconds: 120 }, async () => {
      const status = await follower.sync()
      return status && status.safe_l2.number >= target ? status.safe_l2 : undefined
    })
    requireEqual(`L2 block ${reached.number} of the verifier`, await hashAt(l2, reached.number), reached.hash)
    await compareHashes(context, follower.executionUrl, reached.number)
    report(`a verifier derived ${reached.number} blocks from L1 alone: the same hashes`)
    return true
  } finally {
    await follower.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * A replica that knows only the record of a bootnode gets unsafe blocks by gossip: while the batcher stands still,
 * nothing of them can come from L1.
 */
export async function checkReplica(context: CheckContext): Promise<true> {
  const { dev, l2, signal, report } = context
  const folder = followerFolder(context, 'replica')
  const batcher = serviceUrl(dev.chain, 'batcher.rpc')
  await askService(batcher, 'admin_stopBatcher')
  const follower = await startFollower(dev.chain, { role: 'replica', folder, signal })
  try {
    const ahead = await eventually(
      'a replica hears of blocks by gossip',
      { signal, seconds: 120 },
      async () => {
        const [own, theirs] = await Promise.all([dev.engine.status(dev.chain), follower.sync()])
        const safe = Number(own.heads?.safe.number ?? 0n)
        return theirs && theirs.unsafe_l2.number > safe + 3 ? { ...theirs.unsafe_l2, safe } : undefined
      },
    )
    requireEqual(`L2 block ${ahead.number} of the replica`, await hashAt(l2, ahead.number), ahead.hash)
    const { heads } = await dev.engine.status(dev.chain)
    if (Number(heads?.safe.number) >= ahead.number) {
      throw new CheckFailedError({ check: 'gossip comes before the batch', found: 'the batch was first' })
    }
    report(`a replica heard of block ${ahead.number} by gossip; on L1 lay block ${ahead.safe}`)
    return true
  } finally {
    await askService(batcher, 'admin_startBatcher')
    await follower.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Ten blocks over the whole height, from both nodes. */
async function compareHashes({ dev, l2 }: CheckContext, url: string, height: number): Promise<void> {
  const other: RpcClient = createRpcClient({ name: 'follower', url, chainId: dev.chain.l2ChainId })
  for (let step = 0; step <= 10; step++) {
    const number = Math.floor((height * step) / 10)
    requireEqual(`L2 block ${number}`, await hashAt(other, number), await hashAt(l2, number))
  }
}

function followerFolder({ dev }: CheckContext, name: string): string {
  const folder = join(dev.folder, 'followers', name)
  rmSync(folder, { recursive: true, force: true })
  return folder
}
