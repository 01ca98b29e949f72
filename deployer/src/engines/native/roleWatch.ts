import type { Address } from 'viem'
import type { KeyRole } from '../../core/intent/index.ts'
import type { RpcClient } from '../../rpc/client.ts'
import { readKeyRoles } from '../../rpc/roles.ts'
import type { HostedChain } from '../process/hostFiles.ts'

const PERIOD_MS = 10_000

/** What was found on L1 about the keys that this chain is run with. */
export type RoleFindings = { findings: string[]; isBatcherRevoked: boolean }

/**
 * Looks now and then whether L1 still knows our batcher and proposer: programs whose key was taken away go on, and pay
 * for what does not count.
 *
 * @returns What is known at the moment; it never waits for L1.
 */
export function createRoleWatch(chain: HostedChain, l1: RpcClient): () => RoleFindings {
  const { services } = chain
  let known: RoleFindings = { findings: [], isBatcherRevoked: false }
  let nextAtMs = 0

  async function look(): Promise<void> {
    const found = await readKeyRoles(l1, services)
    const lost = (['batcher', 'proposer'] as const).filter((role) => !isSame(found[role], services[role]))
    known = {
      findings: lost.map((role) => describe(role, { found: found[role], ours: services[role] })),
      isBatcherRevoked: lost.includes('batcher'),
    }
  }

  return () => {
    if (Date.now() >= nextAtMs) {
      nextAtMs = Date.now() + PERIOD_MS
      // An L1 that does not answer is found by others, and says nothing about keys.
      look().catch((error: Error) => console.error(error.message))
    }
    return known
  }
}

function describe(role: KeyRole, { found, ours }: { found: Address; ours: Address }): string {
  return `the ${role} on L1 is ${found.toLowerCase()}, ours is ${ours.toLowerCase()}: what it posts does not count`
}

function isSame(one: Address, other: Address): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
