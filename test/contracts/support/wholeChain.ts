import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { chainLensAbi } from '@opraas/contracts'
import { type Address, parseAbi } from 'viem'
import { l1Abi } from '../../../deployer/src/core/l1/abi.ts'
import { anchorSteps, chainSteps, handoverSteps } from '../../../deployer/src/core/l1/steps.ts'
import { adoptChain } from '../../../deployer/src/inspect/adopt.ts'
import { evaluateCheck } from '../../../deployer/src/rpc/checks.ts'
import { readFindings } from '../../../deployer/src/rpc/findings.ts'
import { contractArtifact } from '../../../scripts/market/artifacts.ts'
import { type FactoryWorld, lower, lowered, type PlannedChain } from './chainFactory.ts'
import { devAccount } from './deploy.ts'

/** Owners, wiring, roles and code as the deployer checks them; its own steps are done; vendor and lens take it. */
export async function assertWhole(world: FactoryWorld, chain: PlannedChain, t: TestContext): Promise<void> {
  const { client, contracts, artifacts } = world
  const { intent, layout, anchor } = chain
  const findings = await readFindings({ client, intent, layout }, anchor)
  assert.deepEqual(
    findings.filter(({ ok }) => !ok),
    [],
  )
  t.diagnostic(`${findings.length} findings`)
  const steps = [...chainSteps(intent, layout), ...anchorSteps(intent, layout, anchor)]
  for (const { done, id } of [...steps, ...handoverSteps(intent, layout, layout.deployer)]) {
    assert.equal(await evaluateCheck(client, contracts, done), 'done', id)
  }
  const systemConfig = layout.proxies.SystemConfig.address
  const adopted = await adoptChain({ client, intent, systemConfig, artifacts })
  assert.deepEqual(adopted.origin, chain.origin)
  assert.deepEqual(adopted.outputs, chain.outputs)
  await assertStandard(world, chain)
  await assertReadByLens(world, chain)
}

const moreAbi = parseAbi([
  'struct ResourceConfig { uint32 maxResourceLimit; uint8 elasticityMultiplier; uint8 baseFeeMaxChangeDenominator; uint32 minimumBaseFee; uint32 systemTxMaxGas; uint128 maximumBaseFee; }',
  'function resourceConfig() view returns (ResourceConfig)',
  'function required() view returns (uint256)',
  'function recommended() view returns (uint256)',
  'function clockExtension() view returns (uint64)',
  'function maxClockDuration() view returns (uint64)',
])

/** What neither expectations nor steps look at. */
async function assertStandard(
  { client }: FactoryWorld,
  { intent, layout, origin }: PlannedChain,
): Promise<void> {
  const read = (address: Address, functionName: string, args: readonly unknown[] = []): Promise<unknown> =>
    // The names are those of the two ABIs; the types of one call are not known here.
    client.readContract({ address, abi: [...l1Abi, ...moreAbi], functionName, args } as never)
  const { proxies, game, implementations } = layout
  const config = proxies.SystemConfig.address
  assert.equal(await read(config, 'startBlock'), origin.number + 1n)
  assert.deepEqual(await read(config, 'gasPayingToken'), ['0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE', 18])
  assert.deepEqual(await read(config, 'resourceConfig'), {
    maxResourceLimit: 20_000_000,
    elasticityMultiplier: 10,
    baseFeeMaxChangeDenominator: 8,
    minimumBaseFee: 1_000_000_000,
    systemTxMaxGas: 1_000_000,
    maximumBaseFee: 2n ** 128n - 1n,
  })
  assert.equal(await read(proxies.OptimismPortal2.address, 'paused'), false)
  assert.equal(await read(proxies.ProtocolVersions.address, 'required'), 0n)
  assert.equal(await read(proxies.ProtocolVersions.address, 'recommended'), 0n)
  assert.equal(await read(proxies.DisputeGameFactory.address, 'gameCount'), 0n)
  assert.equal(lower((await read(game.address, 'vm')) as Address), implementations.MIPS.address)
  assert.equal(lower((await read(game.address, 'weth')) as Address), proxies.DelayedWETH.address)
  assert.equal(await read(game.address, 'absolutePrestate'), intent.games.absolutePrestate)
  assert.equal(await read(game.address, 'maxGameDepth'), 73n)
  assert.equal(await read(game.address, 'splitDepth'), 30n)
  assert.equal(await read(game.address, 'clockExtension'), intent.games.clockExtensionSeconds)
  assert.equal(await read(game.address, 'maxClockDuration'), intent.games.maxClockDurationSeconds)
}

async function assertReadByLens({ anvil }: FactoryWorld, { intent, layout }: PlannedChain): Promise<void> {
  const { abi, bytecode } = contractArtifact('l1/ChainLens')
  const hash = await anvil.client.deployContract({ abi, bytecode, account: devAccount(0) })
  const { contractAddress: address } = await anvil.client.waitForTransactionReceipt({ hash })
  assert.ok(address)
  const report = await anvil.client.readContract({
    ...{ address, abi: chainLensAbi, functionName: 'inspect' },
    args: [layout.proxies.SystemConfig.address],
  })
  assert.equal(report.missing, 0n)
  assert.equal(report.roles.generation, 2)
  assert.equal(lower(report.roles.owner), lower(intent.roles.owner))
  const { batcher, unsafeSigner, proposer, challenger } = intent.roles
  assert.deepEqual(lowered(report.roles.keys), lowered({ batcher, unsafeSigner, proposer, challenger }))
}
