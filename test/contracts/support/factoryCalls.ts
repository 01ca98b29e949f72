import assert from 'node:assert/strict'
import { type Address, encodeFunctionData, type Hex, parseAbi } from 'viem'
import { l1Abi } from '../../../deployer/src/core/l1/abi.ts'
import { anchorSteps, chainSteps, handoverSteps } from '../../../deployer/src/core/l1/steps.ts'
import { type FactoryWorld, lower, type PlannedChain } from './chainFactory.ts'

/** `startBlock` of SystemConfig. */
const START_BLOCK_SLOT = '0xa11ee3ab75b40e88a0105e935d17cd36c8faee0138320d776c411291bdbbb19f'
const setterAbi = parseAbi(['function setUint(bytes32 slot, uint256 value)'])

type Frame = { type: string; from: Address; to: Address; input: Hex; calls?: Frame[] }

/** What the factory called and created in a transaction, sorted. */
export async function callsOf({ anvil, factory }: FactoryWorld, hash: Hex): Promise<string[]> {
  const top = (await anvil.client.request({
    method: 'debug_traceTransaction',
    params: [hash, { tracer: 'callTracer' }],
  } as never)) as Frame // geth's own shape
  assert.equal(lower(top.to), factory.factory.address)
  return (top.calls ?? [])
    .map(({ type, to, input }) => (type === 'CREATE2' ? input : `${lower(to)} ${input}`))
    .sort()
}

/** What the deployer would create and call for the chain, and the two calls that only a factory needs; sorted. */
export function plannedCalls(world: FactoryWorld, chain: PlannedChain): string[] {
  const { intent, layout, anchor, origin } = chain
  const { proxyAdmin, addressManager, proxies, game, implementations } = layout
  const created = [
    ...[proxyAdmin, addressManager.creation, ...Object.values(proxies)],
    ...[implementations.AnchorStateRegistry, game],
  ]
  const steps = [
    ...chainSteps(intent, layout).filter(({ id }) => !/^(shared|chain)\./.test(id)),
    ...anchorSteps(intent, layout, anchor),
    ...handoverSteps(intent, layout, layout.deployer),
  ]
  const setter = world.factory.parts.find(({ contract }) => contract === 'StorageSetter')
  assert.ok(setter)
  const write = encodeFunctionData({ abi: setterAbi, args: [START_BLOCK_SLOT, origin.number + 1n] })
  const upgrade = [proxies.SystemConfig.address, setter.address, write] as const
  const more = [
    {
      to: addressManager.address,
      data: encodeFunctionData({ abi: l1Abi, functionName: 'transferOwnership', args: [proxyAdmin.address] }),
    },
    {
      to: proxyAdmin.address,
      data: encodeFunctionData({ abi: l1Abi, functionName: 'upgradeAndCall', args: upgrade }),
    },
  ]
  return [
    ...created.map(({ initCode }) => initCode),
    ...[...steps, ...more].map(({ to, data }) => `${to} ${data}`),
  ].sort()
}
