import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { chainLensAbi } from '@opraas/contracts'
import {
  type Address,
  type Hex,
  keccak256,
  parseAbi,
  stringToBytes,
  toHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import type { Generation } from '../../deployer/src/core/intent/index.ts'
import { readKeyRoles } from '../../deployer/src/rpc/roles.ts'
import { heir, type OwnedChain, owner, startOwnedChain } from '../../deployer/src/testing/ownedChain.ts'
import { contractArtifact } from '../../scripts/market/artifacts.ts'
import { devAccount } from './support/deploy.ts'

const opAbi = parseAbi([
  'function version() view returns (string)',
  'function gasLimit() view returns (uint64)',
  'function nextOutputIndex() view returns (uint256)',
  'function nextBlockNumber() view returns (uint256)',
  'function computeL2Timestamp(uint256 l2BlockNumber) view returns (uint256)',
  'function proposeL2Output(bytes32 outputRoot, uint256 l2BlockNumber, bytes32 l1BlockHash, uint256 l1BlockNumber) payable',
  'function create(uint32 gameType, bytes32 rootClaim, bytes extraData) payable',
  'function gameCount() view returns (uint256)',
  'function gameAtIndex(uint256 index) view returns (uint32 gameType, uint64 timestamp, address game)',
  'function gameImpls(uint32 gameType) view returns (address)',
  'function pause(string identifier)',
  'function unpause()',
  'function setRespectedGameType(uint32 gameType)',
])

/** Of proxies, EIP-1967. */
const implementationSlot = toHex(BigInt(keccak256(stringToBytes('eip1967.proxy.implementation'))) - 1n, {
  size: 32,
})
/** Every part of a chain, by its bit in `missing` (IChainInspector.sol). */
const missing = { systemConfig: 1n << 0n, proposer: 1n << 4n, challenger: 1n << 5n, respect: 1n << 17n }

/** What the lens says of a real chain, beside what the deployer and the contracts themselves say. */
async function openLens(generation: Generation) {
  const world = await startOwnedChain(generation)
  const { client } = world.anvil
  const { abi, bytecode } = contractArtifact('l1/ChainLens')
  const hash = await client.deployContract({ abi, bytecode, account: devAccount(0) })
  const { contractAddress: address } = await client.waitForTransactionReceipt({ hash })
  assert.ok(address)
  const { SystemConfig: systemConfig, SuperchainConfig } = world.addresses
  const { portal, proposals } = partsOf(world)
  const lens = { address, abi: chainLensAbi } as const
  return {
    ...{ world, client, lens, systemConfig, portal, proposals, SuperchainConfig },
    rolesOf: () => client.readContract({ ...lens, functionName: 'rolesOf', args: [systemConfig] }),
    inspect: () => client.readContract({ ...lens, functionName: 'inspect', args: [systemConfig] }),
    judge: () => readKeyRoles(world.client, { generation, systemConfig, proposals }),
    async send(account: Address, to: Address, functionName: string, args: readonly unknown[]): Promise<void> {
      await client.impersonateAccount({ address: account })
      await client.setBalance({ address: account, value: 10n ** 18n })
      // The names are those of `opAbi`; the types of one call are not known here.
      const call = { account, address: to, abi: opAbi, functionName, args, gas: 5_000_000n } as never
      const { status } = await client.waitForTransactionReceipt({ hash: await client.writeContract(call) })
      assert.equal(status, 'success', functionName)
    },
  }
}
type Opened = Awaited<ReturnType<typeof openLens>>

function partsOf({ addresses }: OwnedChain): { portal: Address; proposals: Address } {
  return 'L2OutputOracle' in addresses
    ? { portal: addresses.OptimismPortal, proposals: addresses.L2OutputOracle }
    : { portal: addresses.OptimismPortal2, proposals: addresses.DisputeGameFactory }
}

const same = (found: Address, expected: Address, what: string): void =>
  assert.equal(found.toLowerCase(), expected.toLowerCase(), what)

/** The lens and the deployer read the same roles. */
async function assertSameRoles(opened: Opened, code: number): Promise<void> {
  const [roles, expected] = [await opened.rolesOf(), await opened.judge()]
  assert.equal(roles.generation, code)
  same(roles.owner, owner.address, 'owner')
  for (const role of ['batcher', 'unsafeSigner', 'proposer', 'challenger'] as const)
    same(roles.keys[role], expected[role], role)
  assert.deepEqual((await opened.inspect()).roles, roles)
}

/** What both generations have in common. */
function testChain(of: () => Opened, expected: { code: number; portalVersion: string }): void {
  test('roles are those the deployer reads', () => assertSameRoles(of(), expected.code))

  test('a whole chain lacks nothing', async () => {
    const { inspect, systemConfig, portal, proposals, client } = of()
    const report = await inspect()
    const read = <name extends 'version' | 'gasLimit'>(address: Address, functionName: name) =>
      client.readContract({ address, abi: opAbi, functionName })
    assert.equal(report.missing, 0n)
    assert.equal(report.systemConfigVersion, await read(systemConfig, 'version'))
    assert.equal(report.systemConfigVersion, '2.3.0-beta.2')
    assert.equal(report.portalVersion, await read(portal, 'version'))
    assert.equal(report.portalVersion, expected.portalVersion)
    assert.equal(report.gasLimit, await read(systemConfig, 'gasLimit'))
    same(report.portal, portal, 'portal')
    same(report.proposals, proposals, 'proposals')
    assert.equal(report.proxyAdminOwner, zeroAddress, 'these contracts do not tell it')
    assert.equal(report.paused, false)
    assert.equal(report.latest.count, 0n)
  })

  /** The lens gives up at 440,000 for roles: a real chain must stay far below, so that new gas prices leave it readable. */
  test('costs a fraction of what the lens may spend', async () => {
    const { client, lens, systemConfig } = of()
    const args = [systemConfig] as const
    const [roles, report, rolesMax, reportMax] = await Promise.all([
      client.estimateContractGas({ ...lens, functionName: 'rolesOf', args }),
      client.estimateContractGas({ ...lens, functionName: 'inspect', args }),
      client.readContract({ ...lens, functionName: 'ROLES_GAS' }),
      client.readContract({ ...lens, functionName: 'INSPECT_GAS' }),
    ])
    assert.ok(roles < rolesMax / 3n, `rolesOf: ${roles}`)
    assert.ok(report < reportMax / 3n, `inspect: ${report}`)
  })

  test('a pause is seen', async () => {
    const { inspect, send, SuperchainConfig } = of()
    await send(owner.address, SuperchainConfig, 'pause', ['test'])
    const report = await inspect()
    assert.deepEqual([report.paused, report.missing], [true, 0n])
    await send(owner.address, SuperchainConfig, 'unpause', [])
    assert.equal((await inspect()).paused, false)
  })

  test('a SystemConfig without code behind its proxy lacks everything but itself', async () => {
    const { inspect, client, systemConfig: address } = of()
    const snapshot = await client.snapshot()
    await client.setStorageAt({ address, index: implementationSlot, value: zeroHash })
    const report = await inspect()
    assert.equal(report.missing & missing.systemConfig, 0n)
    assert.equal(report.missing, 0b0111_1111_1111_1110n)
    assert.deepEqual([report.roles.generation, report.roles.owner], [0, zeroAddress])
    await client.revert({ id: snapshot })
  })

  test('roles follow a revocation and a rotation', async () => {
    const opened = of()
    const { world } = opened
    await world.holder.revokeKeys()
    const revoked = await opened.judge()
    const { generation, keys } = await opened.rolesOf()
    for (const role of ['batcher', 'unsafeSigner', 'proposer', 'challenger'] as const)
      same(keys[role], revoked[role], role)
    assert.equal(generation, revoked.challenger === zeroAddress ? 0 : expected.code)
    assert.equal((await opened.inspect()).missing & missing.proposer, missing.proposer)
    const next = heir(world, 3)
    await world.holder.rotateKeys(next)
    await assertSameRoles(opened, expected.code)
    same((await opened.rolesOf()).keys.proposer, next.roles.proposer, 'the new proposer')
  })
}

describe('the lens and a chain with an output oracle', { timeout: 120_000 }, () => {
  let opened: Opened
  before(async () => {
    opened = await openLens('output-oracle')
  })
  after(() => opened.world.close())

  testChain(() => opened, { code: 1, portalVersion: '2.8.1-beta.1' })

  test('the latest output is shown', async () => {
    const { client, proposals, send, rolesOf, inspect } = opened
    const account = (await rolesOf()).keys.proposer
    const read = <name extends 'nextBlockNumber' | 'nextOutputIndex'>(functionName: name) =>
      client.readContract({ address: proposals, abi: opAbi, functionName })
    for (const count of [1n, 2n]) {
      const l2Block = await read('nextBlockNumber')
      const contract = { address: proposals, abi: opAbi } as const
      const at = await client.readContract({
        ...contract,
        functionName: 'computeL2Timestamp',
        args: [l2Block],
      })
      const { timestamp } = await client.getBlock()
      if (timestamp <= at) await client.setNextBlockTimestamp({ timestamp: at + 1n })
      await client.mine({ blocks: 1 })
      await send(account, proposals, 'proposeL2Output', [root(count), l2Block, zeroHash, 0n])
      const { latest } = await inspect()
      const { timestamp: proposedAt } = await client.getBlock()
      assert.deepEqual(latest, { count, timestamp: proposedAt, l2Block, gameType: 0, game: zeroAddress })
      assert.equal(await read('nextOutputIndex'), count)
    }
  })
})

describe('the lens and a chain with dispute games', { timeout: 120_000 }, () => {
  let opened: Opened
  before(async () => {
    opened = await openLens('dispute-games')
  })
  after(() => opened.world.close())

  testChain(() => opened, { code: 2, portalVersion: '3.10.0' })

  test('the latest game is shown', async () => {
    const { client, proposals, send, rolesOf, inspect } = opened
    const account = (await rolesOf()).keys.proposer
    const contract = { address: proposals, abi: opAbi } as const
    for (const [count, l2Block] of [
      [1n, 120n],
      [2n, 240n],
    ] as const) {
      await send(account, proposals, 'create', [1, root(count), toHex(l2Block, { size: 32 })])
      const args = [count - 1n] as const
      const [gameType, timestamp, game] = await client.readContract({
        ...contract,
        functionName: 'gameAtIndex',
        args,
      })
      const report = await inspect()
      assert.deepEqual(report.latest, { count, timestamp, l2Block, gameType, game })
      const implementation = await client.readContract({ ...contract, functionName: 'gameImpls', args: [1] })
      assert.equal(report.game, implementation)
    }
  })

  test('permissioned roles decide nothing where the portal respects another game', async () => {
    const { client, portal, send, rolesOf, inspect } = opened
    const snapshot = await client.snapshot()
    await send(owner.address, portal, 'setRespectedGameType', [0])
    const { generation, owner: found, keys } = await rolesOf()
    assert.deepEqual([generation, keys.proposer, keys.challenger], [0, zeroAddress, zeroAddress])
    same(found, owner.address, 'the rest is read')
    assert.equal((await inspect()).missing, missing.respect | missing.proposer | missing.challenger)
    await client.revert({ id: snapshot })
  })
})

function root(of: bigint): Hex {
  return toHex(of, { size: 32 })
}
