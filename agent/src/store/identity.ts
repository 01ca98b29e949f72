import { OpraasError } from '@opraas/deployer'
import type { Address } from 'viem'
import type { Store } from './store.ts'

/** What a store belongs to for good. */
export type Identity = { marketChainId: number; marketplace: Address; vendor: Address; marketBlock: string }

/**
 * Binds a new store to its market, or checks that it is this one: a store of another chain would settle nothing and
 * believe everything done.
 *
 * @param identity.marketBlock - Hash of a block of the market chain that is known to stay.
 * @throws OpraasError OPR-403
 */
export async function requireIdentity(store: Store, identity: Identity): Promise<void> {
  const rows = await store.read<{ key: string; value: string }>('select key, value from meta')
  const known = new Map(rows.map(({ key, value }) => [key, value]))
  const wanted = Object.entries(identity).map(([key, value]) => [key, String(value)] as const)
  if (!known.has('marketplace')) {
    await store.write('identity', async (write) => {
      for (const [key, value] of wanted) await write.query('insert into meta values ($1, $2)', [key, value])
    })
    return
  }
  for (const [field, found] of wanted) {
    const expected = known.get(field)
    if (expected === found) continue
    throw new OpraasError(`The agent's store belongs to ${field} ${expected}; found ${found}.`, {
      code: 'OPR-403',
      next: 'Point the agent at its own market and key, or give it another folder ([agent] data).',
      values: { field, found, expected: String(expected) },
    })
  }
}
