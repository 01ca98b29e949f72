import { type EpochOutcome, epochOutcome, REASON_CLIENTS_DOING, type Verdict } from '@opraas/contracts'
import type { Hex } from 'viem'
import type { MarketEvent } from './events.ts'

/** One epoch that was booked. Token units, bps, unix seconds. */
export type Epoch = {
  epoch: number
  outcome: EpochOutcome
  /** The oracle says: the client's doing. */
  excused: boolean
  /** Worst agreed metric; 0 when silent. */
  uptimeBps: number
  payoutBps: number
  paid: bigint
  slashed: bigint
  verdict: Verdict | undefined
  /** Hash of the oracle's samples. */
  evidence: Hex | undefined
  start: number
  end: number
  transaction: Hex
}

/** An epoch's verdict that is on chain, whether booked or not. */
export type StoredVerdict = { verdict: Verdict; evidence: Hex }

/** When epochs begin: from an epoch on, as if epoch 0 had begun at `anchor`. */
export type Anchor = { fromEpoch: number; anchor: number }

/** The grid of an agreement's epochs, out of its start and its resumptions. Pure. */
export function anchorsOf(events: readonly MarketEvent[]): Anchor[] {
  return events.flatMap((event): Anchor[] => {
    if (event.eventName === 'AgreementStarted') return [{ fromEpoch: 0, anchor: event.args.anchor }]
    if (event.eventName === 'AgreementResumed')
      return [{ fromEpoch: event.args.epoch, anchor: event.args.anchor }]
    return []
  })
}

/** Start of an epoch in unix seconds; undefined before the agreement started. Pure. */
export function startOf(
  anchors: readonly Anchor[],
  epoch: number,
  lengthSeconds: number,
): number | undefined {
  const grid = anchors.findLast(({ fromEpoch }) => fromEpoch <= epoch)
  return grid && grid.anchor + epoch * lengthSeconds
}

/** Verdicts by epoch. Pure. */
export function verdictsOf(events: readonly MarketEvent[]): Map<number, StoredVerdict> {
  const verdicts = new Map<number, StoredVerdict>()
  for (const event of events) {
    if (event.eventName !== 'VerdictStored') continue
    const { epoch, verdict, evidence } = event.args
    verdicts.set(epoch, { verdict, evidence })
  }
  return verdicts
}

/**
 * Booked epochs in order. Pure.
 *
 * @param endsAt - End of the agreement in unix seconds, 0: open.
 */
export function epochsOf(
  events: readonly MarketEvent[],
  { lengthSeconds, endsAt }: { lengthSeconds: number; endsAt: number },
): Epoch[] {
  const anchors = anchorsOf(events)
  const verdicts = verdictsOf(events)
  return events.flatMap((event): Epoch[] => {
    if (event.eventName !== 'EpochSettled') return []
    const { epoch, outcome, uptimeBps, payoutBps, paid, slashed } = event.args
    const start = startOf(anchors, epoch, lengthSeconds) ?? 0
    const whole = start + lengthSeconds
    const stored = verdicts.get(epoch)
    return [
      {
        epoch,
        outcome: epochOutcome(outcome),
        excused: stored?.verdict.reason === REASON_CLIENTS_DOING,
        uptimeBps,
        payoutBps,
        paid,
        slashed,
        verdict: stored?.verdict,
        evidence: stored?.evidence,
        start,
        end: endsAt !== 0 && endsAt < whole ? endsAt : whole,
        transaction: event.transactionHash,
      },
    ]
  })
}

/** The epoch that runs at a moment, by the grid; undefined before the start. Pure. */
export function epochAt(
  anchors: readonly Anchor[],
  lengthSeconds: number,
  now: number,
): { epoch: number; start: number } | undefined {
  const grid = anchors.at(-1)
  if (!grid || now < grid.anchor) return undefined
  const epoch = Math.floor((now - grid.anchor) / lengthSeconds)
  return { epoch, start: grid.anchor + epoch * lengthSeconds }
}
