import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type ChainAddresses, chainFactoryAbi } from '@opraas/contracts'
import { type Address, type Hex, type Log, parseEventLogs } from 'viem'
import { loadBedrock } from '../../../deployer/src/artifacts/bedrock.ts'
import { type Intent, parseIntent } from '../../../deployer/src/core/intent/index.ts'
import { addressesOf, type GamesAddresses } from '../../../deployer/src/core/l1/addresses.ts'
import type { Bytecode } from '../../../deployer/src/core/l1/contracts.ts'
import {
  factoryContracts,
  layoutByFactory,
  layoutFactory,
} from '../../../deployer/src/core/l1/factory/parts.ts'
import { chainInputOf, deployStep, factorySteps } from '../../../deployer/src/core/l1/factory/steps.ts'
import type { L1Step } from '../../../deployer/src/core/l1/step.ts'
import { buildOutputs } from '../../../deployer/src/core/outputs.ts'
import { connectRpc } from '../../../deployer/src/rpc/client.ts'
import { isContract } from '../../../deployer/src/rpc/isContract.ts'
import { chooseChainId, startAnvil } from '../../../deployer/src/testing/anvil.ts'
import { sampleConfig } from '../../../deployer/src/testing/project.ts'
import { devAccount } from './deploy.ts'

/** An L1 after Osaka that refuses transactions above the cap of EIP-7825; no factory yet. */
export async function startFactoryWorld() {
  const l1ChainId = chooseChainId()
  const args = ['--hardfork', 'osaka', '--enable-tx-gas-limit', '--gas-limit', '60000000']
  const anvil = await startAnvil({ chainId: l1ChainId, args })
  await anvil.client.mine({ blocks: 5 })
  const artifacts = loadBedrock()
  const contracts = factoryContracts(artifacts.contracts, compiledFactory())
  const client = await connectRpc({ name: 'L1', url: anvil.url, chainId: l1ChainId })

  /** A chain's intent; `owner` sends the one transaction. */
  function intentOf(owner: Address, l2ChainId: number): Intent {
    return parseIntent(sampleConfig({ l1ChainId, l2ChainId, replace: { owner: `owner = "${owner}"` } }))
  }
  const factory = layoutFactory(intentOf(devAccount(0).address, 1_000), contracts)

  /** Everything about a chain that is known before its owner signs. */
  async function plan(intent: Intent) {
    const layout = layoutByFactory(intent, contracts, factory)
    // Not the newest: a static call runs in that one, and does not know its hash.
    const blockNumber = (await anvil.client.getBlockNumber()) - 1n
    const { number, hash, timestamp } = await anvil.client.getBlock({ blockNumber })
    const origin = { number, hash, timestampSeconds: timestamp }
    const outputs = buildOutputs(
      {
        ...{ intent, addresses: addressesOf(layout), origin, firstBatcher: intent.roles.batcher },
        ownerIsContract: await isContract(client, intent.roles.owner),
      },
      artifacts,
    )
    const input = chainInputOf(intent, { origin, outputRoot: outputs.outputRoot })
    const anchor = { outputRoot: outputs.outputRoot, timestampSeconds: timestamp }
    return { intent, layout, origin, outputs, input, anchor, step: deployStep(layout, input) }
  }

  return {
    ...{ anvil, client, artifacts, contracts, factory, intentOf, plan },
    stepsOf: (sender: Address) => factorySteps(factory, sender),
    /** Sends a step with the gas it is planned with; it must succeed. */
    async send(step: Pick<L1Step, 'title' | 'to' | 'data' | 'gasLimit'>, account = devAccount(0)) {
      const { title, to, data, gasLimit: gas } = step
      const hash = await anvil.client.sendTransaction({ account, to, data, gas })
      const receipt = await anvil.client.waitForTransactionReceipt({ hash })
      assert.equal(receipt.status, 'success', title)
      return receipt
    },
    async putFactory(sender = devAccount(0)) {
      const receipts = []
      for (const step of factorySteps(factory, sender.address)) receipts.push(await this.send(step, sender))
      return receipts
    },
  }
}
export type FactoryWorld = Awaited<ReturnType<typeof startFactoryWorld>>
export type PlannedChain = Awaited<ReturnType<FactoryWorld['plan']>>

/** The one event of a deployment. */
export function deployedChain(logs: Log[]) {
  const [event, ...more] = parseEventLogs({ abi: chainFactoryAbi, eventName: 'ChainDeployed', logs })
  assert.ok(event)
  assert.equal(more.length, 0)
  return event.args
}

/** The addresses of a layout as the factory tells them. */
export function asEvent(addresses: GamesAddresses): Record<keyof ChainAddresses, Address> {
  return {
    proxyAdmin: addresses.ProxyAdmin,
    addressManager: addresses.AddressManager,
    superchainConfig: addresses.SuperchainConfig,
    protocolVersions: addresses.ProtocolVersions,
    portal: addresses.OptimismPortal2,
    systemConfig: addresses.SystemConfig,
    standardBridge: addresses.L1StandardBridge,
    erc721Bridge: addresses.L1ERC721Bridge,
    tokenFactory: addresses.OptimismMintableERC20Factory,
    messenger: addresses.L1CrossDomainMessenger,
    disputeGameFactory: addresses.DisputeGameFactory,
    delayedWeth: addresses.DelayedWETH,
    anchorStateRegistry: addresses.AnchorStateRegistry,
    game: addresses.PermissionedDisputeGame,
  }
}

export function lower(address: Address): Address {
  return address.toLowerCase() as Address
}

export function lowered<key extends string>(addresses: Record<key, Address>): Record<key, Address> {
  const entries = Object.entries<Address>(addresses).map(([name, address]) => [name, lower(address)])
  // Object.entries forgets the names; they are those of `addresses`.
  return Object.fromEntries(entries) as Record<key, Address>
}

function compiledFactory(): Bytecode {
  const file = new URL('../../../artifacts/contracts/l1/ChainFactory.sol/ChainFactory.json', import.meta.url)
  const { bytecode, deployedBytecode, immutableReferences } = JSON.parse(readFileSync(file, 'utf8')) as {
    bytecode: Hex
    deployedBytecode: Hex
    immutableReferences: Record<string, { start: number }[]>
  } // Hardhat's own shape
  const immutables = Object.entries(immutableReferences).map(
    ([id, places]) => [id, places.map(({ start }) => start)] as const,
  )
  return { initCode: bytecode, runtime: deployedBytecode, immutables: Object.fromEntries(immutables) }
}
