import { type Address, zeroAddress } from 'viem'
import { RoleMismatchError } from '../core/errors/index.ts'
import { type Intent, type KeyRole, keyRoles } from '../core/intent/index.ts'
import { l1Abi } from '../core/l1/abi.ts'
import { PERMISSIONED_GAME } from '../core/l1/layout.ts'
import type { ServicesInput } from '../core/services/types.ts'
import { type RpcClient, reach } from './client.ts'

/** Where the roles of a chain stand on L1. */
export type RoleContracts = Pick<ServicesInput, 'generation' | 'systemConfig' | 'proposals'>

/** How messages call the roles. */
const titles: Readonly<Record<KeyRole, string>> = {
  batcher: 'batcher',
  unsafeSigner: 'unsafe signer',
  proposer: 'proposer',
  challenger: 'challenger',
}

/** Whose batches, blocks and proposals count on L1 now. The zero address: nobody's. @throws RpcUnreachableError */
export async function readKeyRoles(
  client: RpcClient,
  { generation, systemConfig, proposals }: RoleContracts,
): Promise<Record<KeyRole, Address>> {
  const config = { address: systemConfig, abi: l1Abi } as const
  return reach(client, async () => {
    const [batcherHash, unsafeSigner, judge] = await Promise.all([
      client.readContract({ ...config, functionName: 'batcherHash' }),
      client.readContract({ ...config, functionName: 'unsafeBlockSigner' }),
      generation === 'dispute-games' ? readGame(client, proposals) : proposals,
    ])
    const batcher: Address = `0x${batcherHash.slice(26)}`
    if (judge === zeroAddress) {
      return { batcher, unsafeSigner, proposer: zeroAddress, challenger: zeroAddress }
    }
    const [proposer, challenger] = await Promise.all([
      client.readContract({ address: judge, abi: l1Abi, functionName: 'proposer' }),
      client.readContract({ address: judge, abi: l1Abi, functionName: 'challenger' }),
    ])
    return { batcher, unsafeSigner, proposer, challenger }
  })
}

/** Requires that L1 knows the keys of a config; `roles`: only these. @throws RoleMismatchError naming the first that differs */
export async function requireKeyRoles(
  client: RpcClient,
  options: {
    intent: Pick<Intent, 'roles'>
    contracts: RoleContracts
    roles?: readonly KeyRole[] | undefined
  },
): Promise<void> {
  const { intent, contracts, roles = keyRoles } = options
  const found = await readKeyRoles(client, contracts)
  for (const role of roles) {
    if (found[role].toLowerCase() === intent.roles[role].toLowerCase()) continue
    throw new RoleMismatchError({
      role: titles[role],
      expected: intent.roles[role],
      found: found[role].toLowerCase() as Address,
    })
  }
}

function readGame(client: RpcClient, factory: Address): Promise<Address> {
  return client.readContract({
    ...{ address: factory, abi: l1Abi },
    ...{ functionName: 'gameImpls', args: [PERMISSIONED_GAME] },
  })
}
