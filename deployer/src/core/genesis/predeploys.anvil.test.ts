import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import {
  type Address,
  concat,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  hexToBigInt,
  hexToBytes,
  pad,
  parseAbi,
  parseAbiParameters,
} from 'viem'
import { loadBedrock } from '../../artifacts/bedrock.ts'
import { type Anvil, chooseChainId, startAnvil } from '../../testing/anvil.ts'
import type { BedrockContractName } from './artifacts.ts'
import { entriesOf } from './entries.ts'
import { buildRuntime, type Immutables, predeployAddresses } from './index.ts'
import { buildPredeploys, easImmutables, governanceTokenImmutables, type Predeploy } from './predeploys.ts'
import { sampleGenesis } from './testing/sample.ts'

type Storage = Readonly<Record<Hex, Hex>>

const artifacts = loadBedrock()
const chainId = chooseChainId()
const l2ProxyAdminOwner: Address = `0x${'12'.repeat(20)}`
const tokenOwner: Address = `0x${'34'.repeat(20)}`
const { l1ChainId, l1Contracts, feeVaults } = sampleGenesis
const input = {
  l1ChainId,
  l2ChainId: chainId,
  l1Contracts,
  feeVaults,
  l2ProxyAdminOwner,
  governanceToken: { owner: tokenOwner },
}
const predeploys = buildPredeploys({ ...input, isEcotone: true, isFjord: true })

/** Constructor arguments of the contracts that have any. */
function constructorArguments(contract: BedrockContractName): Hex {
  const vault = {
    SequencerFeeVault: feeVaults.sequencer,
    BaseFeeVault: feeVaults.base,
    L1FeeVault: feeVaults.l1,
  }
  switch (contract) {
    case 'SequencerFeeVault':
    case 'BaseFeeVault':
    case 'L1FeeVault': {
      const { recipient, minimumWithdrawalWei, network } = vault[contract]
      const types = parseAbiParameters('address, uint256, uint8')
      return encodeAbiParameters(types, [recipient, minimumWithdrawalWei, network === 'l1' ? 0 : 1])
    }
    case 'OptimismMintableERC721Factory':
      return encodeAbiParameters(parseAbiParameters('address, uint256'), [
        predeployAddresses.l2Erc721Bridge,
        BigInt(l1ChainId),
      ])
    case 'ProxyAdmin':
      return encodeAbiParameters(parseAbiParameters('address'), [l2ProxyAdminOwner])
    default:
      return '0x'
  }
}

/** What the address a constructor runs at goes into: there the predeploy has another address than the test. */
function immutablesAt({ contract, immutables }: Predeploy, self: Address): Immutables | undefined {
  if (contract === 'EAS') return easImmutables(chainId, self)
  if (contract === 'GovernanceToken') return governanceTokenImmutables(chainId, self)
  return immutables
}

const initialisers: Partial<Record<BedrockContractName, Hex>> = {
  L2CrossDomainMessenger: initialise(l1Contracts.l1CrossDomainMessenger),
  L2StandardBridge: initialise(l1Contracts.l1StandardBridge),
  L2ERC721Bridge: initialise(l1Contracts.l1ERC721Bridge),
  OptimismMintableERC20Factory: initialise(predeployAddresses.l2StandardBridge),
}

function initialise(peer: Address): Hex {
  return encodeFunctionData({ abi: parseAbi(['function initialize(address)']), args: [peer] })
}

describe('the alloc is what real constructors and initialisers leave', () => {
  let anvil: Anvil
  let deployer: Address
  before(async () => {
    anvil = await startAnvil({ chainId, args: ['--hardfork', 'cancun'] })
    const [first] = await anvil.client.getAddresses()
    assert.ok(first)
    deployer = first
  })
  after(() => anvil?.close())

  async function send(call: { to?: Address; data: Hex; from?: Address }): Promise<Address | undefined> {
    const { from = deployer, ...rest } = call
    const hash = await anvil.client.sendTransaction({ account: from, chain: null, ...rest })
    const { status, contractAddress } = await anvil.client.waitForTransactionReceipt({
      hash,
      pollingInterval: 10,
    })
    assert.equal(status, 'success')
    return contractAddress ?? undefined
  }

  async function create(contract: BedrockContractName, args: Hex = '0x'): Promise<Address> {
    const address = await send({ data: concat([artifacts.contracts[contract].initCode, args]) })
    assert.ok(address)
    return address
  }

  /** A proxy in front of `implementation`, belonging to the deployer. */
  async function createProxy(implementation: Address, call: Hex): Promise<Address> {
    const proxy = await create('Proxy', encodeAbiParameters(parseAbiParameters('address'), [deployer]))
    const abi = parseAbi(['function upgradeToAndCall(address, bytes) payable returns (bytes)'])
    await send({ to: proxy, data: encodeFunctionData({ abi, args: [implementation, call] }) })
    return proxy
  }

  for (const predeploy of predeploys) {
    const { contract, storage = {}, implementationStorage = {} } = predeploy
    test(`${contract}: code and storage of its constructor`, async () => {
      const address = await create(contract, constructorArguments(contract))
      const code = await anvil.client.getCode({ address })
      assert.equal(code, buildRuntime(artifacts, contract, immutablesAt(predeploy, address)))
      if (predeploy.isProxied) assert.deepEqual(await readStorage(anvil, address), implementationStorage)
    })

    const call = initialisers[contract]
    if (call === undefined) continue
    test(`${contract}: storage of initialize() behind its proxy`, async () => {
      const proxy = await createProxy(await create(contract), call)
      assert.equal(await anvil.client.getCode({ address: proxy }), artifacts.contracts.Proxy.runtime)
      assert.deepEqual(await readStorage(anvil, proxy), storage)
    })
  }

  test('GovernanceToken: storage of its constructor and a new owner', async () => {
    const token = await create('GovernanceToken')
    const abi = parseAbi(['function transferOwnership(address)'])
    await send({ to: token, data: encodeFunctionData({ abi, args: [tokenOwner] }) })
    assert.deepEqual(
      await readStorage(anvil, token),
      predeploys.find(({ contract }) => contract === 'GovernanceToken')?.storage,
    )
  })

  test('GasPriceOracle: flags of setEcotone() and setFjord()', async () => {
    const depositor: Address = '0xdeaddeaddeaddeaddeaddeaddeaddeaddead0001'
    await anvil.client.setBalance({ address: depositor, value: 10n ** 18n })
    await anvil.client.impersonateAccount({ address: depositor })
    // The oracle asks who the depositor is where L1Block would be.
    await anvil.client.setCode({
      address: predeployAddresses.l1Block,
      bytecode: artifacts.contracts.L1Block.runtime,
    })
    const oracle = await create('GasPriceOracle')
    const abi = parseAbi(['function setEcotone()', 'function setFjord()'])
    for (const [functionName, isFjord] of [
      ['setEcotone', false],
      ['setFjord', true],
    ] as const) {
      await send({ from: depositor, to: oracle, data: encodeFunctionData({ abi, functionName }) })
      const expected = buildPredeploys({ ...input, isEcotone: true, isFjord }).find(
        ({ contract }) => contract === 'GasPriceOracle',
      )
      assert.deepEqual(await readStorage(anvil, oracle), expected?.storage)
    }
  })
})

/** All slots of a contract that are not zero, without the two of a proxy. */
async function readStorage({ client }: Anvil, address: Address): Promise<Storage> {
  const dump: { accounts: Record<string, { storage: Storage }> } = JSON.parse(
    gunzipSync(hexToBytes(await client.dumpState())).toString(),
  )
  const slots = entriesOf(dump.accounts[address.toLowerCase()]?.storage ?? {})
  const proxySlots = [
    '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103',
    '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc',
  ]
  const own = slots.filter(([slot, value]) => !proxySlots.includes(slot) && hexToBigInt(value) !== 0n)
  return Object.fromEntries(own.map(([slot, value]) => [pad(slot, { size: 32 }), pad(value, { size: 32 })]))
}
