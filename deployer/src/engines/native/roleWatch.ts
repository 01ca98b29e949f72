import type { Address } from 'viem'
import type { KeyRole } from '../../core/intent/index.ts'
import type { RpcClient } from '../../rpc/client.ts'
import { readKeyRoles } from '../../rpc/roles.ts'
import type { HostedChain } from '../process/hostFiles.ts'
import { nowAndThen } from './nowAndThen.ts'

const PERIOD_MS = 10_000

/** What was found on L1 about the keys that this chain is run with. */
export type RoleFindings = { findings: string[]; revoked: KeyRole[] }

/**
 * Looks now and then whether L1 still knows our batcher and proposer: programs whose key was taken away go on, and pay
 * for what does not count.
 *
 * @returns What is known at the moment; it never waits for L1.
 */
export function createRoleWatch(chain: HostedChain, l1: RpcClient): () => RoleFindings {
  const { services } = chain
  const look = nowAndThen(PERIOD_MS, async () => {
    const found = await readKeyRoles(l1, services)
    const lost = (['batcher', 'proposer'] as const).filter((role) => !isSame(found[role], services[role]))
    return {
      findings: lost.map((role) => describe(role, { found: found[role], ours: services[role] })),
      revoked: lost,
    }
  })
  return () => look() ?? { findings: [], revoked: [] }
}

function describe(role: KeyRole, { found, ours }: { found: Address; ours: Address }): string {
  return `the ${role} on L1 is ${found.toLowerCase()}, ours is ${ours.toLowerCase()}: what it posts does not count`
}

function isSame(one: Address, other: Address): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
