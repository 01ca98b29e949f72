import { marketplaceAbi, quorumSlaOracleAbi } from '@opraas/contracts'
import {
  ArgumentError,
  connectMarket,
  type Environment,
  privateKeySigner,
  type TransactionRequest,
} from '@opraas/deployer'
import type { Abi, Address } from 'viem'
import { type Agreement, createAgreementReader, type Epoch } from '../chain/agreements.ts'
import { type Quorum, readQuorum } from '../chain/quorum.ts'
import { createWatcher, volatileMemory } from '../chain/watcher.ts'
import type { Log } from '../log.ts'
import { abortable } from '../probe/abort.ts'
import { pollMsOf, variables } from '../probe/config.ts'
import { requireAdapter } from '../probe/requireAdapter.ts'
import { askAdapter } from './answers.ts'
import { createFinishedEpochs } from './finishedEpochs.ts'
import { repeatPass } from './passes.ts'
import { createSender, requireGas } from './sender.ts'
import { type Asked, encodeSubmit, type SignedAnswer, signedAnswerSchema, signerOf } from './signedAnswers.ts'

/** The adapter's own work, and that of each answer. */
const SUBMIT_GAS = 200_000n
const ANSWER_GAS = 60_000n
/** Share of the verdict timeout that is given to the slower signers: afterwards the required number is enough. */
const PATIENCE = 1 / 4
/** A signer that takes longer is asked again at the next pass: it holds up no epoch of anybody else. */
const ASK_TIMEOUT_MS = 2_000

export type CollectorOptions = {
  environment: Environment
  /** QuorumSlaOracle that it serves. */
  adapter: Address
  /** External adapters of the signers' probes. */
  probeUrls: readonly string[]
  pollMs?: string
  log: Log
  signal: AbortSignal
}

/**
 * Collects what the signers of a quorum found about each finished epoch, and submits it, until the signal aborts.
 * Nobody has to trust it: it can bring what was signed, or not. Any number of collectors may run.
 *
 * @throws ArgumentError when the adapter is no quorum, or there are too few probes; UnfundedError; what connecting throws
 */
export async function runCollector(options: CollectorOptions): Promise<void> {
  const { environment, adapter, probeUrls, log, signal } = options
  const market = await abortable(connectMarket(environment), signal)
  const pollMs = pollMsOf(options.pollMs, market.marketChainId)
  const signer = privateKeySigner(variables.nodeKey, environment[variables.nodeKey])
  await abortable(requireAdapter(market, adapter), signal)
  const quorum = requireQuorum(await abortable(readQuorum(market, adapter), signal), options)
  const gas = SUBMIT_GAS + ANSWER_GAS * BigInt(quorum.signers.length)
  await abortable(requireGas(market, { account: signer.address, gas }), signal)
  const watcher = createWatcher({ market, confirmations: 1, ...volatileMemory() })
  const finished = createFinishedEpochs({ reader: createAgreementReader(market), adapter })
  const abi: Abi = [...quorumSlaOracleAbi, ...marketplaceAbi]
  const sender = createSender({ market, signer, abi, log, signal })

  log.info('collector.started', {
    marketChainId: market.marketChainId,
    adapter,
    required: quorum.required,
    signers: quorum.signers,
    probes: probeUrls.length,
    account: signer.address,
  })
  const pass = async (): Promise<void> => {
    if (await sender.isBusy()) return
    const look = await watcher.look()
    const due: TransactionRequest[] = []
    await finished.forEach(look, async (agreement, epoch) => {
      if (!epoch.open) return false
      const answers = await collect(agreement, epoch)
      const isPatient = look.timestampSeconds < epoch.end + agreement.terms.verdictTimeout * PATIENCE
      const wanted = isPatient ? quorum.signers.length : quorum.required
      if (answers.length >= wanted) due.push(submission(askedOf(agreement, epoch), answers))
      return true
    })
    await sender.send(due)
  }
  await repeatPass(pass, { name: 'collector', pollMs, log, signal })
  log.info('collector.stopped')

  /** One answer of each signer who gives one now. */
  async function collect(agreement: Agreement, epoch: Epoch): Promise<SignedAnswer[]> {
    const asked = askedOf(agreement, epoch)
    const requestId = `${asked.agreementId}/${asked.epoch}`
    const bySigner = new Map<Address, SignedAnswer>()
    await Promise.all(
      probeUrls.map(async (url, index) => {
        const reply = await askAdapter(url, {
          requestId,
          question: asked,
          schema: signedAnswerSchema,
          signal,
          timeoutMs: ASK_TIMEOUT_MS,
        })
        const found =
          reply.kind === 'answer' && (await signerOf(reply.answer, { asked, signers: quorum.signers }))
        if (reply.kind === 'answer' && found) bySigner.set(found, reply.answer)
        else {
          const reason = reply.kind === 'answer' ? 'signed by no signer of the quorum' : reply.reason
          log.info('collector.noAnswer', {
            probe: index,
            agreementId: asked.agreementId,
            epoch: asked.epoch,
            reason,
          })
        }
      }),
    )
    return [...bySigner.values()]
  }

  function askedOf({ agreementId }: Agreement, { epoch, start, end }: Epoch): Asked {
    const { marketChainId: chainId, marketplace } = market
    return { chainId, adapter, market: marketplace, agreementId, epoch, start, end }
  }

  function submission(asked: Asked, answers: readonly SignedAnswer[]): TransactionRequest {
    const { agreementId, epoch } = asked
    return {
      id: `submit/${agreementId}/${epoch}`,
      title: `Bring ${answers.length} answers about epoch ${epoch}`,
      to: adapter,
      data: encodeSubmit(asked, answers),
      gasLimit: gas,
    }
  }
}

function requireQuorum(
  quorum: Quorum | undefined,
  { adapter, probeUrls }: Pick<CollectorOptions, 'adapter' | 'probeUrls'>,
): Quorum {
  if (!quorum) {
    throw new ArgumentError({ argument: '--adapter', found: adapter, expected: 'an adapter of a quorum' })
  }
  if (probeUrls.length < quorum.required) {
    throw new ArgumentError({
      argument: '--probe-url',
      found: `${probeUrls.length}`,
      expected: `at least ${quorum.required}: so many signers it takes`,
    })
  }
  return quorum
}
