import type { Address } from 'viem'

/** What a withdrawal was proven against, as L1 shows it now. Unix seconds. */
export type ProvenAgainst =
  | {
      kind: 'game'
      address: Address
      status: 'in progress' | 'defender wins' | 'challenger wins'
      resolvedAt: bigint
      isRespected: boolean
    }
  | { kind: 'output'; index: bigint; proposedAt: bigint; isCurrent: boolean }

/** One proof of a withdrawal on L1. */
export type WithdrawalProof = {
  /** Who proved it; a portal of the output-oracle generation does not say. */
  submitter?: Address
  provenAt: bigint
  against: ProvenAgainst
}

/** How long L1 makes a withdrawal wait, in seconds: after its proof, and after what it was proven against. */
export type WithdrawalWindows = { proofSeconds: bigint; proposalSeconds: bigint }

/** What L1 says about one withdrawal. */
export type WithdrawalFacts = {
  isFinalized: boolean
  proofs: readonly WithdrawalProof[]
  windows: WithdrawalWindows
  /** Timestamp of the newest L1 block. */
  nowSeconds: bigint
}

/** Where a withdrawal stands. `unproven`: no proof on L1 that can still lead to money. */
export type WithdrawalPhase =
  | { kind: 'finalized' }
  | { kind: 'finalizable'; proof: WithdrawalProof }
  | { kind: 'proven'; proof: WithdrawalProof; readyAt: bigint }
  /** The game it was proven against has not been resolved: nobody knows when it is ready. */
  | { kind: 'disputable'; proof: WithdrawalProof }
  | { kind: 'unproven' }

/** Where a withdrawal stands, by the proof that gets it to its end first. Pure; the order of the portals' checks. */
export function phaseOf(facts: WithdrawalFacts): WithdrawalPhase {
  if (facts.isFinalized) return { kind: 'finalized' }
  const [best] = facts.proofs
    .filter(isValid)
    .map((proof) => ({ proof, readyAt: readyAtOf(proof, facts.windows) }))
    .sort((a, b) => compare(a.readyAt, b.readyAt))
  if (!best) return { kind: 'unproven' }
  const { proof, readyAt } = best
  if (readyAt === undefined) return { kind: 'disputable', proof }
  return facts.nowSeconds >= readyAt ? { kind: 'finalizable', proof } : { kind: 'proven', proof, readyAt }
}

/** False when it has to be proven anew: against what was lost, deleted, replaced or is no longer respected. */
function isValid({ against }: WithdrawalProof): boolean {
  if (against.kind === 'output') return against.isCurrent
  return against.isRespected && against.status !== 'challenger wins'
}

/** The first second in which the portal accepts it: all windows must have passed, not just ended. */
function readyAtOf(proof: WithdrawalProof, windows: WithdrawalWindows): bigint | undefined {
  const { against, provenAt } = proof
  const matureAt = provenAt + windows.proofSeconds + 1n
  if (against.kind === 'game' && against.status === 'in progress') return undefined
  const from = against.kind === 'game' ? against.resolvedAt : against.proposedAt
  const settledAt = from + windows.proposalSeconds + 1n
  return matureAt > settledAt ? matureAt : settledAt
}

function compare(a: bigint | undefined, b: bigint | undefined): number {
  if (a === b) return 0
  if (a === undefined) return 1
  if (b === undefined) return -1
  return a < b ? -1 : 1
}
