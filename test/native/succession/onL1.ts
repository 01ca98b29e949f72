import { type Address, type Hex, parseAbi } from 'viem'
import type { NativeWorld } from '../testing/world.ts'

export const proposalAbi = parseAbi([
  'function gameCount() view returns (uint256)',
  'function gameAtIndex(uint256 index) view returns (uint32 gameType, uint64 timestamp, address proxy)',
  'function gameCreator() view returns (address)',
  'function l2BlockNumber() view returns (uint256)',
  'function create(uint32 gameType, bytes32 rootClaim, bytes extraData) payable returns (address proxy)',
  'error NoImplementation(uint32 gameType)',
  'error BadAuth()',
  'function nextOutputIndex() view returns (uint256)',
  'function getL2Output(uint256 index) view returns ((bytes32 outputRoot, uint128 timestamp, uint128 l2BlockNumber))',
  'function proposeL2Output(bytes32 outputRoot, uint256 l2BlockNumber, bytes32 l1BlockHash, uint256 l1BlockNumber) payable',
])

/** How many games a chain has; of the last one: who made it, and how much of the L2 it is about. */
export async function readLastGame(
  world: NativeWorld,
): Promise<{ count: number; creator: Address; upTo: bigint }> {
  const { client } = world.l1
  const factory = { address: world.chain.services.proposals, abi: proposalAbi } as const
  const count = await client.readContract({ ...factory, functionName: 'gameCount' })
  const [, , address] = await client.readContract({
    ...factory,
    functionName: 'gameAtIndex',
    args: [count - 1n],
  })
  const game = { address, abi: proposalAbi } as const
  const [creator, upTo] = await Promise.all([
    client.readContract({ ...game, functionName: 'gameCreator' }),
    client.readContract({ ...game, functionName: 'l2BlockNumber' }),
  ])
  return { count: Number(count), creator, upTo }
}

/** The last output of a chain with an oracle. */
export async function readLastOutput(world: NativeWorld): Promise<{ root: Hex; upTo: bigint }> {
  const { client } = world.l1
  const oracle = { address: world.chain.services.proposals, abi: proposalAbi } as const
  const next = await client.readContract({ ...oracle, functionName: 'nextOutputIndex' })
  const last = await client.readContract({ ...oracle, functionName: 'getL2Output', args: [next - 1n] })
  return { root: last.outputRoot, upTo: last.l2BlockNumber }
}
