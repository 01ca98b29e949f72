import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import {
  type Abi,
  type Address,
  encodeAbiParameters,
  type Hex,
  keccak256,
  parseAbi,
  parseAbiParameters,
  toHex,
  zeroAddress,
} from 'viem'
import { PERMISSIONED_GAME } from './core/l1/layout.ts'
import {
  adopt,
  challenger,
  heir,
  type OwnedChain,
  owner,
  proposer,
  startOwnedChain,
} from './testing/ownedChain.ts'

const root: Hex = `0x${'5a'.repeat(32)}`

/** A contract's own ABI: the judge of what ours says. */
function abiOf(name: string): Abi {
  const require = createRequire(import.meta.url)
  const file = require.resolve(`@eth-optimism/contracts-bedrock/forge-artifacts/${name}.sol/${name}.json`)
  return (JSON.parse(readFileSync(file, 'utf8')) as { abi: Abi }).abi
}

describe('the anchor of the games', { timeout: 120_000 }, () => {
  /** `anchors` is in slot 1 of AnchorStateRegistry. */
  const slot = keccak256(encodeAbiParameters(parseAbiParameters('uint32, uint256'), [PERMISSIONED_GAME, 1n]))
  let world: OwnedChain
  before(async () => {
    world = await startOwnedChain('dispute-games')
  })
  after(() => world.close())

  const anchorAt = async (l2BlockNumber: bigint): Promise<void> => {
    assert.ok('AnchorStateRegistry' in world.addresses)
    const address = world.addresses.AnchorStateRegistry
    const next = toHex(BigInt(slot) + 1n, { size: 32 })
    await world.anvil.client.setStorageAt({ address, index: slot, value: root })
    await world.anvil.client.setStorageAt({ address, index: next, value: toHex(l2BlockNumber, { size: 32 }) })
  }

  test('moves on as they are resolved: the chain is still found, adopted and rotated', async () => {
    await anchorAt(120n)
    const { findings } = await world.payer.inspectContracts()
    assert.deepEqual(
      findings.filter(({ ok }) => !ok),
      [],
    )
    assert.ok(findings.some(({ found }) => found === `${root} at 120`))
    const next = heir(world, 5)
    await world.holder.rotateKeys(next)
    assert.equal((await adopt(world, next)).outputs.rollupJson, world.file('rollup.json'))
  })

  test('at block 0 must be the genesis', async () => {
    await anchorAt(0n)
    await assert.rejects(adopt(world, heir(world, 5)), { code: 'OPR-209' })
    const { findings } = await world.payer.inspectContracts()
    assert.ok(findings.some(({ what, ok }) => what === 'anchor of the games' && !ok))
  })
})

describe('an output oracle', { timeout: 120_000 }, () => {
  let world: OwnedChain
  let oracle: Address
  const abi = abiOf('L2OutputOracle')
  before(async () => {
    world = await startOwnedChain('output-oracle')
    assert.ok('L2OutputOracle' in world.addresses)
    oracle = world.addresses.L2OutputOracle
  })
  after(() => world.close())

  const read = (functionName: string, args: unknown[] = []) =>
    world.client.readContract({ address: oracle, abi, functionName, args })
  const propose = async (account: Address): Promise<void> => {
    const block = (await read('nextBlockNumber')) as bigint
    const at = (await read('computeL2Timestamp', [block])) as bigint
    const { timestamp } = await world.client.getBlock()
    if (timestamp <= at) await world.anvil.client.setNextBlockTimestamp({ timestamp: at + 1n })
    await world.anvil.client.mine({ blocks: 1 })
    await send(account, 'proposeL2Output', [root, block, `0x${'0'.repeat(64)}`, 0n])
  }
  const send = async (account: Address, functionName: string, args: unknown[]): Promise<void> => {
    await world.anvil.client.impersonateAccount({ address: account })
    await world.anvil.client.setBalance({ address: account, value: 10n ** 18n })
    await world.anvil.client.simulateContract({ account, address: oracle, abi, functionName, args })
    const hash = await world.anvil.client.writeContract({ account, address: oracle, abi, functionName, args })
    await world.anvil.client.waitForTransactionReceipt({ hash })
  }

  test('begins where the chain begins', async () => {
    const { genesis } = JSON.parse(world.file('rollup.json')) as { genesis: { l2_time: number } }
    assert.equal(await read('startingTimestamp'), BigInt(genesis.l2_time))
    assert.equal(await read('startingBlockNumber'), 0n)
    assert.equal(await read('submissionInterval'), 3n)
    assert.equal(await read('nextBlockNumber'), 3n)
    assert.equal(await read('finalizationPeriodSeconds'), 60n)
    assert.equal(await read('version'), '1.8.0')
  })

  test('takes outputs of one proposer, and keeps them through every rotation', async () => {
    await assert.rejects(propose(owner.address), /only the proposer/)
    await propose(proposer.address)
    await propose(proposer.address)
    const outputs = await Promise.all([0n, 1n].map((index) => read('getL2Output', [index])))

    await world.holder.revokeKeys()
    assert.equal(await read('proposer'), zeroAddress)
    assert.equal(await read('challenger'), owner.address)
    await assert.rejects(propose(proposer.address), /only the proposer/)
    await assert.rejects(send(challenger.address, 'deleteL2Outputs', [1n]), /only the challenger/)
    assert.deepEqual(await Promise.all([0n, 1n].map((index) => read('getL2Output', [index]))), outputs)
    await send(owner.address, 'deleteL2Outputs', [1n])
    assert.equal(await read('latestOutputIndex'), 0n)

    const next = heir(world, 4)
    await world.holder.rotateKeys(next)
    await propose(next.roles.proposer)
    assert.equal(await read('latestBlockNumber'), 6n)
    assert.deepEqual(await read('getL2Output', [0n]), outputs[0])
    await assert.rejects(propose(proposer.address), /only the proposer/)
    await send(next.roles.challenger, 'deleteL2Outputs', [1n])
  })

  test('is never open to strangers', async () => {
    const slots = parseAbi(['function setBytes32(bytes32 slot, bytes32 value)'])
    const args = [root, root] as const
    await assert.rejects(
      world.client.simulateContract({ address: oracle, abi: slots, functionName: 'setBytes32', args }),
    )
    const terms = [1n, 1n, 0n, 0n, zeroAddress, zeroAddress, 0n]
    await assert.rejects(
      world.client.simulateContract({ address: oracle, abi, functionName: 'initialize', args: terms }),
      /already initialized/,
    )
  })
})
