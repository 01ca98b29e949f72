import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  InvalidInputError,
  type RpcClient,
  reach,
  readVersioned,
  toJson,
  writeFileAtomic,
} from '@opraas/deployer'
import { type Address, type Hash, type Hex, keccak256, sha256, stringToBytes } from 'viem'
import { compilerInputOf } from './compilerInput.ts'
import type { MarketPlan } from './publicMarket.ts'

/** Version of the files that say where a market stands. */
const SCHEMA = 1

/** Where one contract stands, and how its code comes about. */
export type ContractRecord = {
  address: Address
  /** Null when somebody else deployed the very same contract. */
  block: number | null
  transaction: Hash | null
  /** Of the code on chain. */
  codeHash: Hex
  /** ABI encoding of what its constructor was given. */
  constructorArguments: Hex
  compiler: string
  /** `<source>:<contract>` in the compiler input. */
  contract: string
  /** Standard JSON, a file beside this one. */
  compilerInput: string
}

/** `<chainId>.json`: everything that tells, verifies and repeats a deployment. */
export type DeploymentRecord = {
  schema: typeof SCHEMA
  chainId: number
  owner: Address
  minEpochSeconds: number
  salt: Hex
  /** First block that can hold an event of the market; null when somebody else deployed it. */
  fromBlock: number | null
  contracts: Record<string, ContractRecord>
}

/**
 * The record that stands in a folder; undefined when there is none.
 *
 * @throws InvalidInputError when it is of another market on this chain: it is not replaced
 */
export function readRecord(
  folder: string,
  { chainId, marketplace }: { chainId: number; marketplace: Address },
): DeploymentRecord | undefined {
  const file = join(folder, `${chainId}.json`)
  const record = readVersioned<DeploymentRecord>(file, SCHEMA)
  const found = record?.contracts.Marketplace?.address
  if (!found || found === marketplace) return record
  const expected = `a folder without ${chainId}.json, or the one with the record of ${marketplace}`
  throw new InvalidInputError({ field: '--record', found: `${file}, of the market ${found}`, expected })
}

/**
 * Writes where a market stands, and the compiler inputs by which explorers, and anybody, verify its code. A compiler
 * input is named by its hash: deployments that share code share the file.
 *
 * What is recorded already stays: the same deployment may be run again with less.
 *
 * @param options.mined - Transactions of this deployment, by the id of their step.
 */
export async function writeRecord(
  client: RpcClient,
  options: Pick<DeploymentRecord, 'chainId' | 'owner' | 'minEpochSeconds' | 'salt'> & {
    folder: string
    plan: MarketPlan
    mined: ReadonlyMap<string, { hash: Hash; blockNumber: bigint }>
    fromBlock: bigint | undefined
  },
): Promise<string> {
  const { folder, plan, mined, fromBlock, chainId, owner, minEpochSeconds, salt } = options
  const file = join(folder, `${chainId}.json`)
  mkdirSync(join(folder, 'inputs'), { recursive: true })
  const before = readRecord(folder, { chainId, marketplace: plan.addresses.marketplace })
  const contracts = { ...before?.contracts }
  for (const { path, address, createdBy, constructorArguments } of plan.contracts) {
    const code = await reach(client, () => client.getCode({ address }))
    if (!code) throw new Error(`${path} does not stand at ${address}`)
    const { compiler, contract, input } = compilerInputOf(path)
    const name = path.split('/').at(-1) ?? path
    const transaction = mined.get(createdBy)
    contracts[name] = {
      address,
      block: transaction ? Number(transaction.blockNumber) : (before?.contracts[name]?.block ?? null),
      transaction: transaction?.hash ?? before?.contracts[name]?.transaction ?? null,
      codeHash: keccak256(code),
      constructorArguments,
      compiler,
      contract,
      compilerInput: keep(folder, `${toJson(input, 1)}\n`),
    }
  }
  const record: DeploymentRecord = {
    ...{ schema: SCHEMA, chainId, owner, minEpochSeconds, salt },
    fromBlock: before?.fromBlock ?? (fromBlock === undefined ? null : Number(fromBlock)),
    contracts,
  }
  writeFileAtomic(file, `${toJson(record, 2)}\n`)
  return file
}

function keep(folder: string, text: string): string {
  const name = `inputs/${sha256(stringToBytes(text)).slice(2, 18)}.json`
  const file = join(folder, name)
  if (!existsSync(file)) writeFileAtomic(file, text)
  return name
}
