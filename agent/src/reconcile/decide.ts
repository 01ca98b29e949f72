import type { Agreement, Epoch } from '../chain/agreements.ts'

/** What this agent knows of its own part in an agreement. */
export type LocalState = {
  /** The chain was checked and its files stand. */
  provisioned: boolean
  /** It was brought up and its endpoints were published: nothing of its provisioning is left to do. */
  started: boolean
  /** Its RPC was seen to serve the genesis that follows from L1; never of a simulated chain. */
  genesisChecked: boolean
  /** Its engine runs, and keeps its services alive by itself. */
  running: boolean
  /** Its heads move and the engine finds nothing wrong. */
  healthy: boolean
  /** What the engine finds wrong, in words for people. */
  findings: string[]
  /** Why the agent refuses this chain; it will not be provisioned. */
  refused?: string
  /** Its services were stopped for good and its port given back. */
  tornDown: boolean
}

/** One agreement with everything a decision needs, as of one block. Unix seconds. */
export type Observation = {
  nowSeconds: number
  agreement: Agreement
  /** The first epoch that is not settled. */
  next: Epoch
  local: LocalState
  /** The vendor's own key is here: the agent may reject and claim. */
  hasVendorKey: boolean
  /** How long a chain stays up after the end, so that its owner can take it elsewhere. */
  lingerSeconds: number
}

/** What to do about one agreement now. Doing it twice must be harmless. */
export type Action =
  | { kind: 'provision' }
  | { kind: 'reject'; reason: string }
  | { kind: 'heal' }
  | { kind: 'request'; epoch: number }
  | { kind: 'settle'; fromEpoch: number }
  | { kind: 'resume' }
  | { kind: 'close' }
  | { kind: 'claim' }
  | { kind: 'teardown' }

/** The oracle's side asks for verdicts by itself; after this share of the timeout the agent asks instead. */
const REQUEST_AFTER = 1 / 3

/**
 * Decides what an agreement needs. Pure: the same observation always gives the same actions, so a missed event, a
 * restart or a reorg only costs a pass. Nothing is ever torn down on a guess: only a state that the chain shows
 * leads to it.
 */
export function decide(observation: Observation): Action[] {
  const { agreement, local, hasVendorKey, nowSeconds } = observation
  switch (agreement.state) {
    case 'None':
      return []
    case 'Reserved':
      // The client never came: what is the vendor's for the reservation, and its bond, are free.
      return nowSeconds > agreement.anchor ? [{ kind: 'close' }] : []
    case 'Requested':
      if (nowSeconds > agreement.anchor) return [{ kind: 'close' }]
      if (local.refused === undefined) return [{ kind: 'provision' }]
      return hasVendorKey ? [{ kind: 'reject', reason: local.refused }] : []
    case 'Active':
      return [...serve(local), ...book(observation)]
    case 'Suspended':
      return [...serve(local), ...book(observation), ...leaveSuspension(observation)]
    case 'Ended':
      return [
        ...stop(observation),
        ...(observation.next.exists ? book(observation) : [{ kind: 'close' } as const]),
      ]
    case 'Closed':
    case 'Cancelled':
      return [
        ...stop(observation),
        ...(hasVendorKey && agreement.earnedUnits > 0n ? [{ kind: 'claim' } as const] : []),
      ]
    default:
      throw new TypeError(`unknown state ${agreement.state satisfies never}`)
  }
}

/** True when nothing can ever be left to do. */
export function isFinished({ agreement, local, hasVendorKey }: Observation): boolean {
  const over = agreement.state === 'Closed' || agreement.state === 'Cancelled'
  const collected = agreement.earnedUnits === 0n || !hasVendorKey
  return over && collected && (local.tornDown || !local.provisioned)
}

/** A running engine heals its services itself: what is wrong with it must not hold up the books. */
function serve(local: LocalState): Action[] {
  return local.started && local.running ? [] : [{ kind: 'heal' }]
}

/** Only an end that the chain shows stops a chain, and only after the time its owner has to leave. */
function stop({ nowSeconds, agreement, local, lingerSeconds }: Observation): Action[] {
  if (!local.provisioned || local.tornDown) return []
  const neverStarted = agreement.state === 'Cancelled'
  return neverStarted || nowSeconds >= agreement.endsAt + lingerSeconds ? [{ kind: 'teardown' }] : []
}

/** Settles what is judged or silent; asks for a verdict that nobody asked for. */
function book({ nowSeconds, next }: Observation): Action[] {
  if (!next.exists || nowSeconds < next.end) return []
  if (next.judged || nowSeconds >= next.verdictDeadline) return [{ kind: 'settle', fromEpoch: next.epoch }]
  const patience = (next.verdictDeadline - next.end) * REQUEST_AFTER
  return next.open && nowSeconds >= next.end + patience ? [{ kind: 'request', epoch: next.epoch }] : []
}

/**
 * The client has paid again: service counts from now on, once the chain is well. Without money, after the grace,
 * anyone may close, and the vendor's bond waits for it.
 */
function leaveSuspension({ nowSeconds, agreement, local }: Observation): Action[] {
  const { settledEpochs, fundedEpochs, terms } = agreement
  const isPaid = agreement.endsAt === 0 && agreement.depositUnits >= terms.pricePerEpoch
  if (isPaid) return settledEpochs === fundedEpochs && local.healthy ? [{ kind: 'resume' }] : []
  const fundedUntil = agreement.anchor + fundedEpochs * terms.epochLength
  return nowSeconds >= fundedUntil + terms.grace ? [{ kind: 'close' }] : []
}
