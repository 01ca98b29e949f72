import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { chainFactoryAbi, explainRevert, marketErrorsAbi } from '@opraas/contracts'
import { type Address, encodeFunctionData, type Hex, toHex } from 'viem'
import { l1Abi } from '../../deployer/src/core/l1/abi.ts'
import { addressesOf } from '../../deployer/src/core/l1/addresses.ts'
import { TRANSACTION_GAS_CAP } from '../../deployer/src/core/l1/step.ts'
import { adoptChain } from '../../deployer/src/inspect/adopt.ts'
import { evaluateCheck } from '../../deployer/src/rpc/checks.ts'
import {
  asEvent,
  deployedChain,
  type FactoryWorld,
  lower,
  lowered,
  type PlannedChain,
  startFactoryWorld,
} from './support/chainFactory.ts'
import { devAccount } from './support/deploy.ts'
import { callsOf, plannedCalls } from './support/factoryCalls.ts'
import { deploySafes } from './support/safe.ts'
import { assertWhole } from './support/wholeChain.ts'

const [payer, client, thief] = [devAccount(0), devAccount(5), devAccount(8)]

describe('the factory of chains, on an L1 that caps transactions', { timeout: 180_000 }, () => {
  let world: FactoryWorld
  before(async () => {
    world = await startFactoryWorld()
  })
  after(() => world.anvil.close())

  test('the L1 refuses a transaction above the cap', async () => {
    const call = { account: payer, to: payer.address }
    await assert.rejects(
      world.anvil.client.sendTransaction({ ...call, gas: TRANSACTION_GAS_CAP + 1n }),
      /gas limit|gas cap|too high/i,
    )
    await world.anvil.client.sendTransaction({ ...call, gas: TRANSACTION_GAS_CAP })
  })

  test('anybody puts what chains share on an L1, in four transactions below the cap', async (t) => {
    const receipts = await world.putFactory(thief)
    assert.equal(receipts.length, 4)
    for (const step of world.stepsOf(thief.address)) {
      assert.equal(await evaluateCheck(world.client, world.contracts, step.done), 'done', step.title)
    }
    const gas = receipts.map(({ gasUsed }) => gasUsed)
    for (const used of gas) assert.ok(used < TRANSACTION_GAS_CAP, `${used}`)
    t.diagnostic(`shared parts: ${gas.join(' + ')} gas`)
  })

  test('a second time they are passed over', async () => {
    const receipts = await world.putFactory(payer)
    for (const { gasUsed } of receipts) assert.ok(gasUsed < 3_000_000n, `${gasUsed}`)
  })

  test('the factory says what it is made of', async () => {
    const { address } = world.factory.factory
    const parts = await world.client.readContract({ address, abi: chainFactoryAbi, functionName: 'parts' })
    const found = Object.values(parts).flat().map(lower).sort()
    assert.deepEqual(
      found,
      world.factory.parts
        .map((part) => part.address)
        .filter(named)
        .sort(),
    )
  })

  describe('a chain whose owner is an account', () => {
    let chain: PlannedChain
    let hash: Hex
    before(async () => {
      chain = await world.plan(world.intentOf(client.address, 42_069))
    })

    test('takes one signature, below the cap', async (t) => {
      // Other blocks may come between the genesis and the deployment.
      await world.anvil.client.mine({ blocks: 20 })
      const receipt = await world.send(chain.step, client)
      hash = receipt.transactionHash
      assert.ok(receipt.gasUsed < chain.step.expectedGas, `${receipt.gasUsed}`)
      assert.ok(chain.step.gasLimit <= TRANSACTION_GAS_CAP)
      t.diagnostic(`one chain: ${receipt.gasUsed} gas`)
      const event = deployedChain(receipt.logs)
      assert.deepEqual([lower(event.client), event.l2ChainId], [lower(client.address), 42_069n])
      assert.deepEqual(lowered(event.chain), asEvent(addressesOf(chain.layout)))
    })

    test('is whole', (t) => assertWhole(world, chain, t))

    test('is made of the calls that the deployer would have sent', async () => {
      assert.deepEqual(await callsOf(world, hash), plannedCalls(world, chain))
    })

    test('is made once', async () => {
      const again = await world.plan(chain.intent)
      const expected = { addressManager: again.layout.addressManager.address }
      const error = await refusal(world, client.address, again.step.data)
      assert.equal(error?.name, 'ChainFactory_AlreadyDeployed')
      assert.deepEqual(lowered(error.args as Record<string, Address>), expected)
    })

    test('takes deposits', async () => {
      const { anvil } = world
      const balance = await anvil.client.getBalance({ address: chain.layout.proxies.OptimismPortal2.address })
      const data = encodeFunctionData({
        abi: l1Abi,
        functionName: 'depositTransaction',
        args: [client.address, 1n, 100_000n, false, '0x'],
      })
      const to = chain.layout.proxies.OptimismPortal2.address
      const receipt = await anvil.client.waitForTransactionReceipt({
        hash: await anvil.client.sendTransaction({ account: client, to, data, value: 1n }),
      })
      assert.equal(receipt.status, 'success')
      assert.equal(await anvil.client.getBalance({ address: to }), balance + 1n)
    })
  })

  describe('a chain whose owner is a Safe', () => {
    let chain: PlannedChain
    let gasUsed: bigint

    before(async () => {
      const { create } = await deploySafes(world.anvil.client, payer)
      const safe = await create({ owners: [devAccount(6), devAccount(7)], threshold: 2 })
      chain = await world.plan(world.intentOf(lower(safe.address), 42_070))
      const { logs } = await safe.exec([{ to: chain.step.to, data: chain.step.data }])
      assert.deepEqual(lowered(deployedChain(logs).chain), asEvent(addressesOf(chain.layout)))
      const [log] = logs
      assert.ok(log?.transactionHash)
      const receipt = await world.anvil.client.getTransactionReceipt({ hash: log.transactionHash })
      gasUsed = receipt.gasUsed
    })

    test('takes one transaction, below the cap', (t) => {
      assert.ok(gasUsed < TRANSACTION_GAS_CAP, `${gasUsed}`)
      t.diagnostic(`one chain through a Safe: ${gasUsed} gas`)
    })

    test('is whole', (t) => assertWhole(world, chain, t))
  })

  test('a copied call in front of it changes nothing for the client', async () => {
    const chain = await world.plan(world.intentOf(client.address, 42_071))
    const stolen = deployedChain((await world.send(chain.step, thief)).logs)
    assert.equal(lower(stolen.client), lower(thief.address))
    const { logs } = await world.send(chain.step, client)
    assert.deepEqual(lowered(deployedChain(logs).chain), asEvent(addressesOf(chain.layout)))
    const taken = new Set(Object.values(stolen.chain).map(lower))
    for (const address of Object.values(deployedChain(logs).chain)) assert.ok(!taken.has(lower(address)))
  })

  test('a chain whose origin was reorganised away is not made', async () => {
    const chain = await world.plan(world.intentOf(client.address, 42_072))
    const origin = { ...chain.input.origin, hash: toHex(1, { size: 32 }) }
    const data = encodeFunctionData({
      abi: chainFactoryAbi,
      functionName: 'deploy',
      args: [{ ...chain.input, origin }],
    })
    assert.deepEqual(await refusal(world, client.address, data), {
      name: 'ChainFactory_WrongOrigin',
      args: { number: origin.number, found: chain.origin.hash, expected: origin.hash },
    })
  })

  test('a signature may take its time: contracts see more than the last 256 blocks', async () => {
    const chain = await world.plan(world.intentOf(client.address, 42_073))
    await world.anvil.client.mine({ blocks: 300 })
    const { logs } = await world.send(chain.step, client)
    assert.deepEqual(lowered(deployedChain(logs).chain), asEvent(addressesOf(chain.layout)))
    const { SystemConfig: systemConfig } = addressesOf(chain.layout)
    const adopted = await adoptChain({
      ...{ client: world.client, intent: chain.intent, systemConfig },
      artifacts: world.artifacts,
    })
    assert.deepEqual(adopted.outputs, chain.outputs)
  })

  test('the gas it asks for is enough, and not much less would be', async () => {
    const { step } = await world.plan(world.intentOf(client.address, 42_074))
    const call = { address: step.to, abi: chainFactoryAbi } as const
    const required = await world.client.readContract({ ...call, functionName: 'DEPLOY_GAS' })
    const intrinsic = 30_000n
    const gas = required + intrinsic
    const error = await refusal(world, client.address, step.data, gas - 10_000n)
    assert.equal(error?.name, 'ChainFactory_OutOfGas')
    const { gasUsed } = await world.send({ ...step, gasLimit: gas }, client)
    assert.ok(gasUsed > (gas * 95n) / 100n, `${gasUsed}`)
  })

  function named(address: Address): boolean {
    // The oracle of preimages is the VM's; the factory does not name it.
    const name = world.factory.parts.find((part) => part.address === address)?.contract
    return name !== 'PreimageOracle'
  }
})

/** Why the factory refuses a call; it must. */
async function refusal(
  { anvil, factory }: FactoryWorld,
  account: Address,
  data: Hex,
  gas = TRANSACTION_GAS_CAP,
) {
  const call = { account, to: factory.factory.address, data, gas }
  const thrown = await anvil.client.call(call).then(
    () => assert.fail('the call did not revert'),
    (error: unknown) => error,
  )
  return explainRevert(thrown, marketErrorsAbi).error
}
