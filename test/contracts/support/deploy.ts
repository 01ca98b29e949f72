import { readFile } from 'node:fs/promises'
import { type Abi, type Account, type Address, getAddress, type Hex, type Log } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import type { Anvil } from '../../../deployer/src/testing/anvil.ts'

export type Client = Anvil['client']

const root = new URL('../../../', import.meta.url)

/** Account number `index` of anvil's well-known phrase. */
export function devAccount(index: number) {
  return mnemonicToAccount('test test test test test test test test test test test junk', {
    addressIndex: index,
  })
}

/** The contracts that tests deploy, by name, and where `hardhat build` puts them. */
const artifactPaths = {
  Marketplace: 'artifacts/contracts/market/Marketplace.sol/Marketplace.json',
  ChainlinkSlaOracle: 'artifacts/contracts/oracles/ChainlinkSlaOracle.sol/ChainlinkSlaOracle.json',
  QuorumSlaOracle: 'artifacts/contracts/oracles/QuorumSlaOracle.sol/QuorumSlaOracle.json',
  CreSlaOracle: 'artifacts/contracts/oracles/CreSlaOracle.sol/CreSlaOracle.json',
  ChainLens: 'artifacts/contracts/l1/ChainLens.sol/ChainLens.json',
  FakeChain: 'artifacts/test/contracts/doubles/FakeChain.sol/FakeChain.json',
  TestToken: 'test/fixtures/artifacts/test/fixtures/contracts/TestToken.sol/TestToken.json',
  Operator:
    'test/fixtures/artifacts/@chainlink/contracts/src/v0.8/operatorforwarder/Operator.sol/Operator.json',
  LinkToken:
    'test/fixtures/artifacts/@chainlink/contracts/src/v0.8/shared/token/ERC677/LinkToken.sol/LinkToken.json',
} as const

/** Deploys a contract from its artifact. */
export async function deploy(
  client: Client,
  input: { contract: keyof typeof artifactPaths; account: Account; args: readonly unknown[] },
): Promise<Address> {
  const text = await readFile(new URL(artifactPaths[input.contract], root), 'utf8')
  const { abi, bytecode }: { abi: Abi; bytecode: Hex } = JSON.parse(text)
  const hash = await client.deployContract({ abi, bytecode, account: input.account, args: input.args })
  const { contractAddress } = await client.waitForTransactionReceipt({ hash })
  if (!contractAddress) throw new Error(`${input.contract}: no contract in the receipt of ${hash}`)
  return getAddress(contractAddress)
}

/** Waits for a transaction that must succeed; its logs, and when it was mined in unix seconds. */
export async function mined(client: Client, sent: Promise<Hex>): Promise<{ logs: Log[]; timestamp: bigint }> {
  const hash = await sent
  const receipt = await client.waitForTransactionReceipt({ hash })
  if (receipt.status !== 'success') throw new Error(`transaction ${hash}: reverted`)
  const { timestamp } = await client.getBlock({ blockNumber: receipt.blockNumber })
  return { logs: receipt.logs, timestamp }
}
