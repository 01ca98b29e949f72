import * as v from 'valibot'
import type { Agreement } from '../../shared/market/agreement.ts'
import { missedStartCost } from '../../shared/market/money.ts'
import { openEpochs, owedAtMost, setupDue, startOfEpoch } from '../../shared/market/runway.ts'

/**
 * What an end by the client would do with the money, in token units: `deposit + fromBond` is
 * `atOnce + held + setupFee`.
 */
export type Preview = {
  /** Free to claim as soon as it is over. */
  atOnce: bigint
  /** Kept back for epochs that are not booked yet; measurement splits it. */
  held: bigint
  heldEpochs: number
  /** The vendor's for sure. */
  setupFee: bigint
  /** Comes on top: the vendor missed its start. */
  fromBond: bigint
  /** The agreement never started: nothing is measured. */
  isCancel: boolean
  /** When `held` is split at the latest, in unix seconds. */
  splitBy: number | undefined
}

/** What an end at `now` would do. Of an agreement that is over already: what is left of it. Pure. */
export function previewEnd(agreement: Agreement, now: number): Preview {
  const { state, money, terms, deadline } = agreement
  const none = { held: 0n, heldEpochs: 0, setupFee: 0n, fromBond: 0n, isCancel: false, splitBy: undefined }
  switch (state) {
    case 'Reserved':
    case 'Requested': {
      const isMissed = state === 'Requested' && now > deadline
      const fromBond = isMissed ? missedStartCost(terms.setupFee, money.bond) : 0n
      const setupFee = isMissed ? 0n : terms.setupFee
      return { ...none, isCancel: true, setupFee, fromBond, atOnce: money.deposit + fromBond - setupFee }
    }
    case 'Active':
    case 'Suspended':
      return { ...none, ...splitRunning(agreement, now) }
    case 'Ended': {
      const open = openEpochs(agreement, now)
      const held = money.deposit - money.freeClient
      return {
        ...none,
        atOnce: money.freeClient,
        held,
        heldEpochs: open.length,
        splitBy: open.at(-1)?.verdictDeadline,
      }
    }
    case 'Closed':
    case 'Cancelled':
    case 'None':
      return { ...none, atOnce: money.freeClient }
    default:
      throw new TypeError(`unknown state ${state satisfies never}`)
  }
}

function splitRunning(agreement: Agreement, now: number) {
  const { terms, money } = agreement
  const open = openEpochs(agreement, now)
  const owed = owedAtMost(agreement, now)
  const setupFee = leavesEarly(agreement, now) ? setupDue(agreement) : 0n
  const end = Math.min(now, open.at(-1)?.end ?? now)
  return {
    atOnce: money.deposit - owed,
    held: owed - setupFee,
    heldEpochs: open.length,
    setupFee,
    splitBy: open.length === 0 ? undefined : end + terms.verdictTimeout,
  }
}

/** Before half of epoch 0 a client that leaves owes the whole setup fee. Pure. */
function leavesEarly(agreement: Agreement, now: number): boolean {
  const start = startOfEpoch(agreement, 0)
  const half = Math.floor(agreement.terms.epochLength / 2)
  return agreement.state === 'Active' && start !== undefined && now < start + half
}

/** What a client was told before it ended an agreement: at least so much, or exactly. Token units. */
export type Said = {
  atLeast: bigint
  isExact: boolean
  /** Epoch that ran then, or would have been next. */
  epoch: number
}

/** What to keep of a preview. Pure. */
export function saidOf(agreement: Agreement, now: number): Said {
  const { atOnce, held } = previewEnd(agreement, now)
  const epoch = openEpochs(agreement, now).at(-1)?.epoch ?? agreement.settledEpochs
  return { atLeast: atOnce, isExact: held === 0n, epoch }
}

/** Whether what came is what was said. Pure. */
export type Comparison =
  | { kind: 'unsaid' }
  /** Not all is claimed yet. */
  | { kind: 'open' }
  | { kind: 'as said' }
  | { kind: 'more' }
  /** The end was mined in a later epoch than the one it was said in. */
  | { kind: 'less'; isLater: boolean }

/** Compares what was said before with what was claimed since. Pure. */
export function compareEnd(agreement: Agreement, said: Said | undefined): Comparison {
  const { state, money, epochs } = agreement
  if (!said) return { kind: 'unsaid' }
  const isOver = state === 'Closed' || state === 'Cancelled'
  if (!isOver || money.freeClient > 0n) return { kind: 'open' }
  const came = money.claimedByClient
  if (came < said.atLeast) return { kind: 'less', isLater: (epochs.at(-1)?.epoch ?? 0) > said.epoch }
  return { kind: said.isExact && came > said.atLeast ? 'more' : 'as said' }
}

const saidSchema = v.object({
  atLeast: v.pipe(
    v.string(),
    v.digits(),
    v.transform((digits) => BigInt(digits)),
  ),
  isExact: v.boolean(),
  epoch: v.number(),
})

/** What was kept, as text; undefined when it is nothing of ours. Pure. */
export function parseSaid(text: string): Said | undefined {
  try {
    const result = v.safeParse(saidSchema, JSON.parse(text))
    return result.success ? result.output : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What to keep, as text. Pure. */
export function formatSaid({ atLeast, isExact, epoch }: Said): string {
  return JSON.stringify({ atLeast: String(atLeast), isExact, epoch })
}
