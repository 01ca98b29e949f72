import { chainLensAbi, type KeySet } from '@opraas/contracts'
import { l1Abi } from '@opraas/deployer/core'
import { type Address, getAddress, zeroAddress } from 'viem'
import type { ChainClient } from '../chain/client.ts'
import { readContract } from '../chain/readContract.ts'
import { shortAddress } from '../format/index.ts'
import { isRevert } from '../tx/failures.ts'
import { readGameOf } from './game.ts'

/** The four roles of a key set, and how they are called. */
export const roleNames = [
  ['batcher', 'Batcher'],
  ['unsafeSigner', 'Unsafe signer'],
  ['proposer', 'Proposer'],
  ['challenger', 'Challenger'],
] as const satisfies readonly [keyof KeySet, string][]

/** Two different addresses for people: short, unless their ends are alike. Pure. */
export function tellApart(found: Address, wanted: Address): [found: string, wanted: string] {
  const short = [shortAddress(found), shortAddress(wanted)] as const
  return short[0].toLowerCase() === short[1].toLowerCase() ? [found, wanted] : [...short]
}

/** Who may do what on an OP chain, as its L1 contracts say. */
export type ChainRoles = { owner: Address; keySet: KeySet }

/**
 * The roles of the chain behind a SystemConfig.
 *
 * @param lens - ChainLens on the same L1: the market asks the same one. Without it, SystemConfig and game are asked.
 * @returns undefined when no OP chain with dispute games stands there
 * @throws when the RPC does not answer
 */
export async function readRoles(
  client: ChainClient,
  systemConfig: Address,
  lens?: Address,
): Promise<ChainRoles | undefined> {
  if (lens === undefined) return readDirectly(client, systemConfig)
  const { generation, owner, keys } = await readContract(client, {
    address: lens,
    abi: chainLensAbi,
    functionName: 'rolesOf',
    args: [systemConfig],
  })
  return generation === 0 ? undefined : { owner, keySet: keys }
}

async function readDirectly(client: ChainClient, systemConfig: Address): Promise<ChainRoles | undefined> {
  const config = { address: systemConfig, abi: l1Abi } as const
  try {
    const [owner, batcherHash, unsafeSigner, factory] = await Promise.all([
      readContract(client, { ...config, functionName: 'owner' }),
      readContract(client, { ...config, functionName: 'batcherHash' }),
      readContract(client, { ...config, functionName: 'unsafeBlockSigner' }),
      readContract(client, { ...config, functionName: 'disputeGameFactory' }),
    ])
    const game = await readGameOf(client, factory)
    const batcher = getAddress(`0x${batcherHash.slice(-40)}`)
    return { owner, keySet: { batcher, unsafeSigner, ...(await readGame(client, game)) } }
  } catch (error) {
    if (isRevert(error) || isEmpty(error)) return undefined
    throw error
  }
}

/** Proposer and challenger are immutables of the game; without a game nobody has them. */
async function readGame(
  client: ChainClient,
  game: Address,
): Promise<Pick<KeySet, 'proposer' | 'challenger'>> {
  if (game === zeroAddress) return { proposer: zeroAddress, challenger: zeroAddress }
  const [proposer, challenger] = await Promise.all([
    readContract(client, { address: game, abi: l1Abi, functionName: 'proposer' }),
    readContract(client, { address: game, abi: l1Abi, functionName: 'challenger' }),
  ])
  return { proposer, challenger }
}

/** Nobody is at the address, or it answers something else. */
function isEmpty(error: unknown): boolean {
  const { cause } = error as { cause?: { name?: string } }
  const { name = '' } = cause ?? {}
  return name === 'ContractFunctionZeroDataError' || name.startsWith('AbiDecoding')
}
