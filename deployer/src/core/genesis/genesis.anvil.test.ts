import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  type Address,
  domainSeparator,
  type Hex,
  isAddressEqual,
  keccak256,
  numberToHex,
  parseAbi,
} from 'viem'
import { loadBedrock } from '../../artifacts/bedrock.ts'
import { type Anvil, chooseChainId, startAnvil } from '../../testing/anvil.ts'
import { entriesOf } from './entries.ts'
import type { GenesisAccount } from './genesis.ts'
import { buildGenesis, predeployAddresses, serializeGenesis, stateRoot, storageRoot } from './index.ts'
import { sampleGenesis } from './testing/sample.ts'
import { word } from './words.ts'

/** Before Prague anvil adds no contracts of its own to a genesis. */
const hardfork = ['--network', 'optimism', '--hardfork', 'holocene']

const abi = parseAbi([
  'function otherMessenger() view returns (address)',
  'function otherBridge() view returns (address)',
  'function messenger() view returns (address)',
  'function bridge() view returns (address)',
  'function owner() view returns (address)',
  'function getProxyImplementation(address) view returns (address)',
  'function RECIPIENT() view returns (address)',
  'function MIN_WITHDRAWAL_AMOUNT() view returns (uint256)',
  'function WITHDRAWAL_NETWORK() view returns (uint8)',
  'function REMOTE_CHAIN_ID() view returns (uint256)',
  'function isEcotone() view returns (bool)',
  'function isFjord() view returns (bool)',
  'function version() view returns (string)',
  'function name() view returns (string)',
  'function symbol() view returns (string)',
  'function getName() view returns (string)',
  'function getDomainSeparator() view returns (bytes32)',
  'function DOMAIN_SEPARATOR() view returns (bytes32)',
  'function getChainId() view returns (uint256)',
])

describe('a genesis of ours on anvil', () => {
  const chainId = chooseChainId()
  const owner: Address = `0x${'12'.repeat(20)}`
  const input = { ...sampleGenesis, l2ChainId: chainId, governanceToken: { owner } }
  const built = buildGenesis(input, loadBedrock())
  const folder = mkdtempSync(join(tmpdir(), 'opraas-genesis-'))
  let anvil: Anvil

  before(async () => {
    const file = join(folder, 'genesis.json')
    writeFileSync(file, serializeGenesis(built.genesis))
    anvil = await startAnvil({ chainId, args: ['--init', file, '--accounts', '0', ...hardfork] })
  })
  after(async () => {
    await anvil?.close()
    rmSync(folder, { recursive: true })
  })

  /** Anvil's block 0 has no real state root, but an empty block on top of it has. */
  test('has the state root that anvil computes', async () => {
    await anvil.client.mine({ blocks: 1 })
    const { stateRoot } = await anvil.client.getBlock()
    assert.equal(stateRoot, built.stateRoot)
    const proof = await anvil.client.getProof({
      address: predeployAddresses.l2ToL1MessagePasser,
      storageKeys: [],
    })
    assert.equal(proof.storageHash, built.messagePasserStorageRoot)
  })

  const { sequencer, base, l1 } = input.feeVaults
  const a = predeployAddresses
  const permit2: Address = '0x000000000022d473030f116ddee9f6b43ac78ba3'
  const separatorOf = (domain: { name: string; version?: string; verifyingContract: Address }): Hex =>
    domainSeparator({ domain: { ...domain, chainId } })
  const answers: [address: Address, call: (typeof abi)[number]['name'], expected: unknown][] = [
    [a.l2CrossDomainMessenger, 'otherMessenger', input.l1Contracts.l1CrossDomainMessenger],
    [a.l2StandardBridge, 'otherBridge', input.l1Contracts.l1StandardBridge],
    [a.l2StandardBridge, 'messenger', a.l2CrossDomainMessenger],
    [a.l2Erc721Bridge, 'otherBridge', input.l1Contracts.l1ERC721Bridge],
    [a.optimismMintableErc20Factory, 'bridge', a.l2StandardBridge],
    [a.optimismMintableErc721Factory, 'REMOTE_CHAIN_ID', 900n],
    [a.proxyAdmin, 'owner', input.proxyAdminOwner.address],
    [a.sequencerFeeVault, 'RECIPIENT', sequencer.recipient],
    [a.sequencerFeeVault, 'MIN_WITHDRAWAL_AMOUNT', sequencer.minimumWithdrawalWei],
    [a.baseFeeVault, 'RECIPIENT', base.recipient],
    [a.baseFeeVault, 'WITHDRAWAL_NETWORK', 1],
    [a.l1FeeVault, 'RECIPIENT', l1.recipient],
    [a.l1FeeVault, 'WITHDRAWAL_NETWORK', 0],
    [a.gasPriceOracle, 'isEcotone', true],
    [a.gasPriceOracle, 'isFjord', true],
    [a.l1Block, 'version', '1.4.1-beta.1'],
    [a.weth, 'name', 'Wrapped Ether'],
    [a.eas, 'version', '1.4.0'],
    [a.eas, 'getName', 'EAS'],
    [a.eas, 'getDomainSeparator', separatorOf({ name: 'EAS', version: '1.3.0', verifyingContract: a.eas })],
    [a.governanceToken, 'symbol', 'OP'],
    [a.governanceToken, 'owner', owner],
    [
      a.governanceToken,
      'DOMAIN_SEPARATOR',
      separatorOf({ name: 'Optimism', version: '1', verifyingContract: a.governanceToken }),
    ],
    [permit2, 'DOMAIN_SEPARATOR', separatorOf({ name: 'Permit2', verifyingContract: permit2 })],
    ['0xca11bde05977b3631167028862be2a173976ca11', 'getChainId', BigInt(chainId)],
  ]
  for (const [address, functionName, expected] of answers) {
    test(`answers ${functionName}() of ${address}`, async () => {
      const found: unknown = await anvil.client.readContract({ address, abi, functionName } as never) // a row of the table
      assert.equal(typeof found === 'string' ? found.toLowerCase() : found, lower(expected))
    })
  }

  test('lets the ProxyAdmin see behind a proxy', async () => {
    const implementation = await anvil.client.readContract({
      address: a.proxyAdmin,
      abi,
      functionName: 'getProxyImplementation',
      args: [a.l2CrossDomainMessenger],
    })
    assert.ok(isAddressEqual(implementation, '0xc0d3c0d3c0d3c0d3c0d3c0d3c0d3c0d3c0d30007'))
  })
})

function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value
}

describe('roots of any accounts', () => {
  let anvil: Anvil
  before(async () => {
    const empty = ['--accounts', '0', '--disable-default-create2-deployer', '--hardfork', 'cancun']
    anvil = await startAnvil({ chainId: chooseChainId(), args: empty })
  })
  after(() => anvil?.close())

  test('are those that anvil proves', async () => {
    const alloc: Record<Address, GenesisAccount> = {}
    for (const [index, slots] of [0, 1, 2, 3, 16, 17, 60].entries()) {
      const address = numberToHex(BigInt(keccak256(numberToHex(index))) >> 96n, { size: 20 })
      const words = Array.from({ length: slots }, (_, slot) => [
        keccak256(word(BigInt(slot))),
        word(BigInt(slot + 1) ** BigInt(slot % 40)),
      ])
      alloc[address] = {
        balance: numberToHex(7n ** BigInt(index * 5)),
        nonce: numberToHex(index * 100),
        ...(index % 2 ? { code: numberToHex(index, { size: index * 20 }) } : {}),
        storage: Object.fromEntries(words),
      }
    }
    await writeState(anvil, alloc)
    await anvil.client.mine({ blocks: 1 })
    for (const [address, account] of entriesOf(alloc)) {
      const proof = await anvil.client.getProof({ address, storageKeys: [] })
      assert.equal(proof.storageHash, storageRoot(account.storage), address)
      assert.equal(keccak256(proof.accountProof[0] ?? '0x'), stateRoot(alloc))
    }
    assert.equal((await anvil.client.getBlock()).stateRoot, stateRoot(alloc))
  })
})

async function writeState(
  { client }: Anvil,
  alloc: Readonly<Record<Address, GenesisAccount>>,
): Promise<void> {
  for (const [address, account] of entriesOf(alloc)) {
    await client.setBalance({ address, value: BigInt(account.balance) })
    await client.setNonce({ address, nonce: Number(account.nonce) })
    if (account.code) await client.setCode({ address, bytecode: account.code })
    for (const [index, value] of entriesOf(account.storage ?? {})) {
      await client.setStorageAt({ address, index, value })
    }
  }
}
