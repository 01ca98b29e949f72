import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { privateKeyToAddress } from 'viem/accounts'
import type { ServiceKeys } from '../../core/services/types.ts'
import { type RpcClient, reach } from '../../rpc/client.ts'
import { acquireLock, type Lock } from '../../state/lock.ts'

/**
 * Locks the accounts that send to L1, on this machine and that L1: two programs with one nonce replace each other's
 * transactions. The unsafe signer sends none.
 *
 * @throws LockedError naming the process that has one of them
 */
export async function lockKeys(l1: RpcClient, keys: Partial<ServiceKeys>): Promise<Lock> {
  // Development chains share ids: block 1 tells them apart.
  const { hash } = await reach(l1, () => l1.getBlock({ blockNumber: 1n }))
  const folder = join(tmpdir(), `opraas-keys-${userInfo().uid}`)
  const locks: Lock[] = []
  const release = (): void => {
    for (const lock of locks) lock.release()
  }
  try {
    for (const [role, key] of Object.entries(keys)) {
      if (role === 'unsafeSigner') continue
      const address = privateKeyToAddress(key)
      const file = join(folder, `${hash.slice(2, 18)}-${address.toLowerCase()}.lock`)
      locks.push(acquireLock(file, `the ${role} key ${address}`))
    }
  } catch (error) {
    release()
    throw error
  }
  return { release }
}
