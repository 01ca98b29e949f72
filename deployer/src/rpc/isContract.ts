import type { Address } from 'viem'
import { type RpcClient, reach } from './client.ts'

/**
 * True when an account has code of its own; one that delegates its code (EIP-7702) still signs for itself. An owner
 * that signed or had code when its chain was deployed gives the same answer for ever.
 *
 * @throws RpcUnreachableError
 */
export async function isContract(client: RpcClient, address: Address): Promise<boolean> {
  const code = await reach(client, () => client.getCode({ address }))
  return code !== undefined && code !== '0x' && !code.startsWith('0xef0100')
}
