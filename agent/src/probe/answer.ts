import type { Market } from '@opraas/deployer'
import { type Address, type Hex, isAddressEqual } from 'viem'
import type { AgreementReader } from '../chain/agreements.ts'
import type { Log } from '../log.ts'
import type { MarketClock } from './marketClock.ts'
import { unmeasurable } from './profile.ts'
import { endOf, headerOf } from './sample.ts'
import type { Sampler } from './sampler.ts'
import type { FrozenVerdict } from './samples.ts'
import { isSame, type SampleStore } from './store.ts'
import { computeVerdict } from './verdict.ts'

/** After the end of an epoch its last slot is certainly begun. */
const SETTLING_MS = 1_000

/** A verdict, or why there is none. A Chainlink node asks again after a 5xx and gives up after a 4xx. */
export type Reply =
  | { ok: true; frozen: FrozenVerdict }
  | { ok: false; status: 404 | 409 | 422 | 503; reason: string; retryAfterSeconds?: number }

/** What the adapter tells of its work, for metrics. */
export type AnswerEvents = { answered(status: number): void }

/**
 * Answers what an oracle node asks: the verdict of an epoch that is over. The first answer is written down before it
 * is given and is the answer for ever.
 */
export function createAnswers(deps: {
  market: Market
  reader: AgreementReader
  adapter: Address
  clock: MarketClock
  sampler: Pick<Sampler, 'isQuiet'>
  store: Pick<SampleStore, 'read' | 'findFrozen' | 'freeze'>
  events: AnswerEvents
  log: Log
  now: () => number
}) {
  const { market, reader, adapter, clock, sampler, store, events, log, now } = deps

  return {
    /** Throws when the market's RPC does not answer. */
    async answer(of: { agreementId: Hex; epoch: number }): Promise<Reply> {
      const reply = await decide(of)
      events.answered(reply.ok ? 200 : reply.status)
      if (!reply.ok) log.info('probe.refused', { ...of, status: reply.status, reason: reply.reason })
      return reply
    },
  }

  async function decide(of: { agreementId: Hex; epoch: number }): Promise<Reply> {
    const { agreementId, epoch } = of
    const head = clock.newest()
    if (!head) return notYet('the market was not seen yet', 5)
    const agreement = await reader.read(agreementId, head.headNumber)
    if (agreement.state === 'None') return refuse(404, `the market knows no agreement ${agreementId}`)
    const { terms, settledEpochs } = agreement
    if (!isAddressEqual(terms.oracle, adapter))
      return refuse(422, `its oracle is ${terms.oracle}, not ${adapter}`)
    const reason = unmeasurable(terms)
    if (reason !== undefined) return refuse(422, reason)
    const frozen = store.findFrozen(of)
    if (epoch < settledEpochs) return frozen ? { ok: true, frozen } : refuse(409, `epoch ${epoch} is settled`)
    const { exists, end } = await reader.readEpoch(agreementId, epoch, head.headNumber)
    if (!exists) return refuse(409, `epoch ${epoch} is not funded, or behind the end of the agreement`)
    const header = headerOf(market, agreement, epoch)
    if (frozen && isSame(frozen.header, header)) return { ok: true, frozen }
    if (head.headTimestampSeconds < end)
      return notYet(`epoch ${epoch} ends at ${end}`, end - head.headTimestampSeconds)
    if (now() < end * 1000 + SETTLING_MS || !sampler.isQuiet(of))
      return notYet('its last samples are under way', 1)
    const samples = store.read(header)?.samples ?? []
    const computed = computeVerdict({ header, end: endOf(header, agreement), samples, sla: terms.sla })
    if (computed.slots.counted === 0 && terms.sla.minCoverage === 0) {
      // Zeros would be judged as an outage that nobody saw.
      return refuse(422, `nothing of epoch ${epoch} was measured, and the terms ask for no coverage`)
    }
    log.info('probe.verdict', {
      agreementId,
      epoch,
      ...computed.verdict,
      ...computed.slots,
      evidence: computed.evidence,
    })
    return { ok: true, frozen: store.freeze(header, end, computed) }
  }
}

export type Answers = ReturnType<typeof createAnswers>

function refuse(status: 404 | 409 | 422, reason: string): Reply {
  return { ok: false, status, reason }
}

function notYet(reason: string, retryAfterSeconds: number): Reply {
  return { ok: false, status: 503, reason, retryAfterSeconds }
}
