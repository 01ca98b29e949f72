import {
  OpraasError,
  type RpcClient,
  reach,
  type ServiceKeys,
  type TransactionRequest,
  UnfundedError,
} from '@opraas/deployer'
import { type Address, formatEther, type Hex, parseEther } from 'viem'
import type { AgentConfig } from '../config.ts'
import type { Log } from '../log.ts'
import type { Store } from '../store/store.ts'
import { listSteps, type StoredStep } from '../store/txLog.ts'
import type { Transactor } from '../transactor/transactor.ts'

/** An account on L1 that a service of a chain pays from. */
export type ServiceAccount = { agreementId: Hex; service: keyof ServiceKeys; address: Address }

/** What was found and done. Wei on L1. */
export type Funding = {
  accounts: (ServiceAccount & { balanceWei: bigint })[]
  operatorWei: bigint
  /** All top-ups of this day (UTC). */
  spentWei: bigint
  /** Why some account was left low. */
  problem: OpraasError | undefined
}

/** Keeps the accounts of the services in money. */
export type Funder = { ensure(accounts: readonly ServiceAccount[]): Promise<Funding> }

/** Wei on L1. */
export type FundingLimits = { targetWei: bigint; capPerDayWei: bigint; operatorReserveWei: bigint }

/** What agent.toml says of them. */
export function fundingLimits(agent: AgentConfig['agent']): FundingLimits {
  return {
    targetWei: parseEther(agent.service_balance_eth),
    capPerDayWei: parseEther(agent.funding_cap_eth),
    operatorReserveWei: parseEther(agent.operator_reserve_eth),
  }
}

type FunderOptions = {
  client: RpcClient
  /** The operator's account on that L1. */
  operator: Transactor
  store: Store
  log: Log
  limits: FundingLimits
  /** Unix milliseconds. */
  now: () => number
}

/** A top-up that is buried this deep is not looked for again, in L1 blocks. */
const REORG_BLOCKS = 64n
/** A plain transfer, with room for an L1 that counts differently. */
const GAS_LIMIT = 50_000n

/**
 * A funder that pays from the operator's account: whoever has less than half of the target gets what is missing to
 * it. Each transfer is written down before it is sent, and one at a time is decided on: none is sent twice, neither
 * after a crash nor after a reorg.
 */
export function createFunder(options: FunderOptions): Funder {
  let queue: Promise<unknown> = Promise.resolve()
  return {
    ensure(accounts) {
      const run = () => fund(options, accounts)
      const funding = queue.then(run, run)
      queue = funding
      return funding
    },
  }
}

async function fund(options: FunderOptions, accounts: readonly ServiceAccount[]): Promise<Funding> {
  const { client, operator, store, limits, log } = options
  // What an earlier process has sent is decided before balances are believed.
  await operator.recover()
  const steps = await listSteps(store, 'fund/')
  const past = steps.filter(({ status }) => status === 'mined')
  const head = await requireFreshHead(client, past)
  const balanceOf = (address: Address): Promise<bigint> =>
    reach(client, () => client.getBalance({ address, blockNumber: head }))
  const operatorWei = await balanceOf(operator.address)
  const found = await Promise.all(
    accounts.map(async (account) => ({ ...account, balanceWei: await balanceOf(account.address) })),
  )
  const day = new Date(options.now()).toISOString().slice(0, 10)
  const today = past.filter(({ stepId }) => stepId.startsWith(`fund/${day}/`))
  let spentWei = today.reduce((sum, { valueWei }) => sum + valueWei, 0n)
  let leftWei = operatorWei
  let problem: OpraasError | undefined
  const planned: { account: (typeof found)[number]; request: TransactionRequest; wei: bigint }[] = []
  for (const account of found) {
    const wei = limits.targetWei - account.balanceWei
    if (2n * account.balanceWei >= limits.targetWei) continue
    if (await isSentAgain(operator, past, account.address, head)) continue
    if (spentWei + wei > limits.capPerDayWei) {
      problem ??= capReached(limits.capPerDayWei, account)
      continue
    }
    const neededWei = wei + limits.operatorReserveWei
    if (leftWei < neededWei) {
      problem ??= new UnfundedError({ account: operator.address, neededWei, hasWei: leftWei })
      continue
    }
    const begin = `fund/${day}/${account.address}/`
    const number = steps.filter(({ stepId }) => stepId.startsWith(begin)).length + 1
    planned.push({ account, request: transfer(`${begin}${number}`, account, wei), wei })
    spentWei += wei
    leftWei -= wei
  }
  const mined = await operator.sendInOrder(planned.map(({ request }) => request))
  for (const [index, { account, wei }] of planned.entries()) {
    const { agreementId, service, address } = account
    account.balanceWei += wei
    log.info('funding.toppedUp', { agreementId, service, address, wei, hash: mined[index]?.hash })
  }
  if (problem) log.warn('funding.stopped', { code: problem.code, reason: problem.message })
  return { accounts: found, operatorWei: leftWei, spentWei, problem }
}

/** An RPC that does not know our last top-up yet would show balances from before it. */
async function requireFreshHead(client: RpcClient, past: readonly StoredStep[]): Promise<bigint> {
  const head = await reach(client, () => client.getBlockNumber())
  const newest = past.reduce((most, { blockNumber = 0n }) => (blockNumber > most ? blockNumber : most), 0n)
  if (head >= newest) return head
  throw new OpraasError(`The L1 RPC is ${newest - head} blocks behind the last top-up.`, {
    code: 'OPR-200',
    next: 'It is tried again; use another L1 RPC when it stays behind.',
    values: { head, newest },
  })
}

/** A reorg may have taken an account's newest top-ups: then the same ones are sent again, no others. */
async function isSentAgain(
  operator: Transactor,
  past: readonly StoredStep[],
  address: Address,
  head: bigint,
): Promise<boolean> {
  const recent = past.filter(
    ({ to, blockNumber = 0n }) => to === address && head - blockNumber <= REORG_BLOCKS,
  )
  for (const { stepId, valueWei } of recent) {
    if ((await operator.send(transfer(stepId, { address }, valueWei))) !== undefined) return true
  }
  return false
}

function transfer(
  id: string,
  { address, service }: Partial<ServiceAccount> & { address: Address },
  valueWei: bigint,
): TransactionRequest {
  return {
    id,
    title: `Fund the ${service ?? address}`,
    to: address,
    data: '0x',
    valueWei,
    gasLimit: GAS_LIMIT,
  }
}

function capReached(capWei: bigint, { service, agreementId, address }: ServiceAccount): OpraasError {
  return new OpraasError(
    `Top-ups have reached ${formatEther(capWei)} ETH today; the ${service} ${address} of ${agreementId} is left low.`,
    {
      code: 'OPR-701',
      next: 'Find out what spends so much; then raise funding_cap_eth in agent.toml, or wait until tomorrow (UTC).',
      values: { capWei, service, address, agreementId },
    },
  )
}
