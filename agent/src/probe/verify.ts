import { marketplaceAbi, type Verdict } from '@opraas/contracts'
import { connectMarket, type Environment, findAgreement, type Market, reach } from '@opraas/deployer'
import type { Address, Hash, Hex } from 'viem'
import { createAgreementReader } from '../chain/agreements.ts'
import { readQuorum, readSubmitted } from '../chain/quorum.ts'
import { NoSamplesError } from './errors.ts'
import { endOf } from './sample.ts'
import { epochFiles, readRecording } from './samples.ts'
import { type Computed, computeVerdict, differingFields } from './verdict.ts'

/** A verdict recomputed from samples beside the one that the market holds. */
export type Verification = {
  agreementId: Hex
  epoch: number
  computed: { verdict: Verdict; evidence: Hex }
  /** Undefined while the market holds none. Of a quorum: the signer's own answer, when it is among those it took. */
  onChain: { verdict: Verdict; evidence: Hex } | undefined
  equal: boolean
  /** Names of the fields that differ. */
  differing: string[]
  slots: Computed['slots']
}

/** A verdict as the market stored it, and the transaction that brought it. */
export type StoredVerdict = { verdict: Verdict; evidence: Hex; transactionHash: Hash }

/**
 * Recomputes the verdict of an epoch from stored samples and compares every field with the event on the market.
 *
 * @param options.agreement - Id, or a unique beginning of it.
 * @throws {@link NoSamplesError}, and what finding the agreement throws
 */
export async function verifyEpoch(options: {
  environment: Environment
  agreement: string
  epoch: number
  /** Folder of the samples. */
  data: string
}): Promise<Verification> {
  const { environment, epoch, data } = options
  const market = await connectMarket(environment)
  const { agreementId, terms } = await findAgreement(market, options.agreement)
  const recording = readRecording(epochFiles(data, { agreementId, epoch }).samples)
  if (!recording) throw new NoSamplesError({ agreementId, epoch, folder: data })
  const block = await reach(market.client, () => market.client.getBlockNumber())
  const agreement = await createAgreementReader(market).read(agreementId, block)
  const { header, samples } = recording
  const { slots, ...computed } = computeVerdict({
    header,
    end: endOf(header, agreement),
    samples,
    sla: terms.sla,
  })
  const stored = await readStoredVerdict(market, { agreementId, epoch })
  const onChain =
    stored &&
    (await answerWithin(market, { onChain: stored, adapter: terms.oracle, evidence: computed.evidence }))
  const differing = onChain ? differingFields(computed, onChain) : []
  return {
    agreementId,
    epoch,
    computed,
    onChain,
    equal: onChain !== undefined && differing.length === 0,
    differing,
    slots,
  }
}

/** The verdict that the market stored about an epoch; undefined when there is none. */
export async function readStoredVerdict(
  { client, marketplace, fromBlock }: Market,
  args: { agreementId: Hex; epoch: number },
): Promise<StoredVerdict | undefined> {
  const events = await reach(client, () =>
    client.getContractEvents({
      address: marketplace,
      abi: marketplaceAbi,
      eventName: 'VerdictStored',
      args,
      fromBlock,
      strict: true,
    }),
  )
  const [stored] = events
  if (!stored) return undefined
  const { args: found, transactionHash } = stored
  return { verdict: found.verdict, evidence: found.evidence, transactionHash }
}

/** A quorum's verdict is made of several answers: the one with our evidence among them, otherwise the verdict. */
async function answerWithin(
  market: Market,
  { onChain, adapter, evidence }: { onChain: StoredVerdict; adapter: Address; evidence: Hex },
): Promise<{ verdict: Verdict; evidence: Hex }> {
  const { transactionHash, ...stored } = onChain
  if (stored.evidence === evidence || !(await readQuorum(market, adapter))) return stored
  const answers = await readSubmitted(market, { adapter, transactionHash })
  return answers.find((answer) => answer.evidence === evidence) ?? stored
}
