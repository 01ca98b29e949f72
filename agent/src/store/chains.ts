import { OpraasError } from '@opraas/deployer'
import type { Hex } from 'viem'
import type { Store } from './store.ts'

/**
 * The L2 RPC port of an agreement's chain: kept until it is released, never given twice.
 *
 * @param preferred - Taken when it is free: where the chain was published before this store knew it.
 */
export async function reservePort(
  store: Store,
  agreementId: Hex,
  [first, last]: readonly [number, number],
  preferred?: number,
): Promise<number> {
  const rows = await store.read<{ agreement_id: Hex; rpc_port: number }>(
    'select agreement_id, rpc_port from chains',
  )
  const known = rows.find((row) => row.agreement_id === agreementId)
  if (known) return known.rpc_port
  const taken = new Set(rows.map((row) => row.rpc_port))
  let port = first
  while (taken.has(port)) port++
  if (preferred !== undefined && preferred >= first && preferred <= last && !taken.has(preferred))
    port = preferred
  if (port > last) {
    throw new OpraasError(`All ports from ${first} to ${last} are in use by chains.`, {
      code: 'OPR-501',
      next: 'Raise rpc_ports in agent.toml.',
    })
  }
  await store.write('port', (write) => write.query('insert into chains values ($1, $2)', [agreementId, port]))
  return port
}

/** Gives a torn-down chain's port back. */
export async function releasePort(store: Store, agreementId: Hex): Promise<void> {
  await store.write('port:release', (write) =>
    write.query('delete from chains where agreement_id = $1', [agreementId]),
  )
}
