import { chainlinkSlaOracleAbi } from '@opraas/contracts'
import {
  connectMarket,
  type Environment,
  type Market,
  privateKeySigner,
  reach,
  SignerError,
  type TransactionRequest,
} from '@opraas/deployer'
import type { Address, Hex } from 'viem'
import { createAgreementReader } from '../chain/agreements.ts'
import { createWatcher, volatileMemory, type Watcher } from '../chain/watcher.ts'
import type { Log } from '../log.ts'
import { abortable } from '../probe/abort.ts'
import { pollMsOf, requireLocal, variables } from '../probe/config.ts'
import { requireAdapter } from '../probe/requireAdapter.ts'
import { answerSchema, askAdapter, encodeAnswer } from './answers.ts'
import { createKeeper, type Keeper } from './keeper.ts'
import { operatorAbi } from './operatorAbi.ts'
import { repeatPass } from './passes.ts'
import { createRequestList, decodeQuestion, type OracleRequest } from './requests.ts'
import { createSender, requireGas, type Sender } from './sender.ts'

/** What the Operator wants of an answer: 400,000 for the callback alone. */
const FULFILL_GAS = 650_000n
export type OracleNodeOptions = {
  environment: Environment
  /** Oracle adapter that it serves. */
  adapter: Address
  /** The probe's external adapter. */
  adapterUrl: string
  pollMs?: string
  log: Log
  signal: AbortSignal
}

/**
 * Stands in for a Chainlink node on a local market, until the signal aborts: asks for verdicts, answers requests.
 *
 * @throws ArgumentError when the market is not local; SignerError, UnfundedError; what connecting throws
 */
export async function runOracleNode(options: OracleNodeOptions): Promise<void> {
  const { environment, adapter, adapterUrl, log, signal } = options
  const market = await abortable(connectMarket(environment), signal)
  requireLocal('opraas-probe node', market.marketChainId)
  const pollMs = pollMsOf(options.pollMs, market.marketChainId)
  const signer = privateKeySigner(variables.nodeKey, environment[variables.nodeKey])
  await abortable(requireAdapter(market, adapter), signal)
  const job = await abortable(readJob(market, adapter), signal)
  await abortable(requireSender(market, job.operator, signer.address), signal)
  await abortable(requireGas(market, { account: signer.address, gas: FULFILL_GAS }), signal)

  const parts: Parts = {
    watcher: createWatcher({ market, confirmations: 1, ...volatileMemory() }),
    keeper: createKeeper({ market, reader: createAgreementReader(market), adapter }),
    requests: createRequestList(market, { ...job, requester: adapter }),
    sender: createSender({ market, signer, abi: chainlinkSlaOracleAbi, log, signal }),
    operator: job.operator,
    hopeless: new Set(),
  }
  log.info('node.started', {
    marketChainId: market.marketChainId,
    adapter,
    adapterUrl,
    account: signer.address,
    ...job,
  })
  await repeatPass(() => pass(options, parts), { name: 'node', pollMs, log, signal })
  log.info('node.stopped')
}

type Parts = {
  watcher: Watcher
  keeper: Keeper
  requests: ReturnType<typeof createRequestList>
  sender: Sender
  operator: Address
  /** Requests that no asking will answer; they expire. */
  hopeless: Set<Hex>
}

/** One look, and everything that follows from it. A missed look or a restart costs time, nothing else. */
async function pass(options: OracleNodeOptions, parts: Parts): Promise<void> {
  const { watcher, keeper, requests, sender } = parts
  if (await sender.isBusy()) return
  const look = await watcher.look()
  const waiting = await requests.read(look.head.number)
  const [answers, chores] = await Promise.all([
    Promise.all(waiting.map((request) => answerOf(request, options, parts))),
    keeper.due(look),
  ])
  await sender.send([...answers.filter((answer) => answer !== undefined), ...chores])
}

async function answerOf(
  request: OracleRequest,
  { adapterUrl, log, signal }: OracleNodeOptions,
  { operator, hopeless }: Parts,
): Promise<TransactionRequest | undefined> {
  const { requestId } = request
  if (hopeless.has(requestId)) return undefined
  const question = decodeQuestion(request.data)
  if (!question) {
    hopeless.add(requestId)
    log.warn('node.notAQuestion', { requestId })
    return undefined
  }
  const reply = await askAdapter(adapterUrl, { requestId, question, schema: answerSchema, signal })
  if (reply.kind === 'refused') hopeless.add(requestId)
  if (reply.kind !== 'answer') {
    log.info(`node.${reply.kind}`, { requestId, ...question, reason: reply.reason })
    return undefined
  }
  return {
    id: `fulfill/${requestId}`,
    title: `Answer about epoch ${question.epoch}`,
    to: operator,
    data: encodeAnswer(request, reply.answer),
    gasLimit: FULFILL_GAS,
  }
}

/** What the adapter was deployed with: nothing of it is configured twice. */
async function readJob({ client }: Market, adapter: Address) {
  const contract = { address: adapter, abi: chainlinkSlaOracleAbi } as const
  const [operator, link, jobId, paymentJuels] = await reach(client, () =>
    Promise.all([
      client.readContract({ ...contract, functionName: 'OPERATOR' }),
      client.readContract({ ...contract, functionName: 'LINK' }),
      client.readContract({ ...contract, functionName: 'JOB_ID' }),
      client.readContract({ ...contract, functionName: 'PAYMENT' }),
    ]),
  )
  return { operator, link, jobId, paymentJuels }
}

/** The Operator takes answers of authorised senders only. */
async function requireSender({ client }: Market, operator: Address, account: Address): Promise<void> {
  const isAuthorized = await reach(client, () =>
    client.readContract({
      address: operator,
      abi: operatorAbi,
      functionName: 'isAuthorizedSender',
      args: [account],
    }),
  )
  if (isAuthorized) return
  const expected = `an authorised sender of the Operator ${operator}`
  throw new SignerError({ expected, found: account, variable: variables.nodeKey })
}
