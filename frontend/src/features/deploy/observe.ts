import { isLocalChain } from '@opraas/contracts'
import {
  deterministicDeployer,
  initializedBy,
  type L1Origin,
  l1Abi,
  originNumberOf,
  PERMISSIONED_GAME,
} from '@opraas/deployer/core'
import { type Address, decodeFunctionResult, encodeFunctionData, type Hex, zeroHash } from 'viem'
import { getBalance, getBlock, getBlockNumber, getChainId, getCode, getContractEvents } from 'viem/actions'
import type { ChainClient } from '../../shared/chain/client.ts'
import { callOrNothing, evaluateChecks } from '../../shared/l1/evaluate.ts'
import { type Fees, readFees } from '../../shared/l1/fees.ts'
import type { Observed, Plan } from './model.ts'

/** `UpdateType.BATCHER` of SystemConfig. */
const BATCHER = 0

/** Blocks after which a step that L1 has shown is not asked for again. */
const SETTLED_DEPTH = 64n

/** What L1 showed, and since when. */
export type Observation = Observed & {
  /** Block in which SystemConfig was initialised; undefined before that. */
  startBlock: bigint | undefined
  /** Block of the first look that showed a step as done, by its id. */
  doneSince: Readonly<Record<string, bigint>>
}

/** What L1 shows of every step of a plan. @throws when the RPC does not answer */
export async function observePlan(
  client: ChainClient,
  plan: Plan,
  before: Observation | undefined,
): Promise<Observation> {
  const block = await getBlockNumber(client)
  const startBlock = await readStartBlock(client, plan.layout.proxies.SystemConfig.address)
  const steps = [...plan.chainSteps, plan.anchor].filter(({ id }) => {
    const since = before?.doneSince[id]
    return since === undefined || block - since < SETTLED_DEPTH
  })
  const found = await evaluateChecks(
    client,
    steps.map(({ done }) => done),
    { contracts: plan.contracts, logsFrom: startBlock },
  )
  const results = { ...before?.results }
  const doneSince = { ...before?.doneSince }
  for (const [index, { id }] of steps.entries()) {
    const result = found[index] ?? 'open'
    results[id] = result
    if (result === 'done') doneSince[id] ??= block
    else delete doneSince[id]
  }
  return { block, startBlock, results, doneSince }
}

async function readStartBlock(client: ChainClient, systemConfig: Address): Promise<bigint | undefined> {
  const data = encodeFunctionData({ abi: l1Abi, functionName: 'startBlock' })
  const answer = await callOrNothing(client, { to: systemConfig, data })
  if (answer === undefined || answer === '0x') return undefined
  return decodeFunctionResult({ abi: l1Abi, functionName: 'startBlock', data: answer })
}

/** What a deployment stands on: the L1 itself, and who pays. Wei. */
export type Ground = { chainId: number; hasDeployer: boolean; balanceWei: bigint; fees: Fees }

/** @throws when the RPC does not answer */
export async function readGround(client: ChainClient, account: Address): Promise<Ground> {
  const [chainId, code, balanceWei, fees] = await Promise.all([
    getChainId(client),
    getCode(client, { address: deterministicDeployer }),
    getBalance(client, { address: account }),
    readFees(client),
  ])
  return { chainId, hasDeployer: code !== undefined && code !== '0x', balanceWei, fees }
}

/** The L1 block the chain derives from, or how many blocks are missing until it cannot change any more. */
export type OriginView = { kind: 'frozen'; origin: L1Origin } | { kind: 'waiting'; blocks: bigint }

/** The block before the one that initialised SystemConfig; on a public L1 once it is final. */
export async function readOrigin(
  client: ChainClient,
  { startBlock, l1ChainId }: { startBlock: bigint; l1ChainId: number },
): Promise<OriginView> {
  if (!isLocalChain(l1ChainId)) {
    const { number } = await getBlock(client, { blockTag: 'finalized' })
    const finalized = number ?? 0n
    if (finalized < startBlock) return { kind: 'waiting', blocks: startBlock - finalized }
  }
  const number = originNumberOf(startBlock)
  const { hash, timestamp } = await getBlock(client, { blockNumber: number })
  return { kind: 'frozen', origin: { number, hash, timestampSeconds: timestamp } }
}

/** True when the owner has code of its own on L1; an account that delegates its code still signs for itself. */
export async function readIsContract(client: ChainClient, owner: Address): Promise<boolean> {
  const code = await getCode(client, { address: owner })
  return code !== undefined && code !== '0x' && !code.startsWith('0xef0100')
}

/** The batcher that SystemConfig was initialised with; rollup.json keeps it, whoever posts batches now. */
export async function readFirstBatcher(
  client: ChainClient,
  { systemConfig, startBlock }: { systemConfig: Address; startBlock: bigint },
): Promise<Address> {
  for (const toBlock of initializedBy(startBlock, await getBlockNumber(client))) {
    const [first] = await getContractEvents(client, {
      ...{ address: systemConfig, abi: l1Abi, eventName: 'ConfigUpdate', strict: true },
      ...{ args: { updateType: BATCHER }, fromBlock: startBlock, toBlock },
    })
    if (first) return `0x${first.args.data.slice(-40)}`
  }
  throw new Error(`L1 does not show the first batcher, from block ${startBlock} on.`)
}

/** Output root that the games are anchored at, and of which L2 block it is; undefined before that. */
export async function readAnchor(
  client: ChainClient,
  registry: Address,
): Promise<{ root: Hex; l2BlockNumber: bigint } | undefined> {
  const call = { abi: l1Abi, functionName: 'anchors' } as const
  const data = encodeFunctionData({ ...call, args: [PERMISSIONED_GAME] })
  const answer = await callOrNothing(client, { to: registry, data })
  if (answer === undefined || answer === '0x') return undefined
  const [root, l2BlockNumber] = decodeFunctionResult({ ...call, data: answer })
  return root === zeroHash ? undefined : { root, l2BlockNumber }
}
