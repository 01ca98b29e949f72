/** Names of `State` by number, as contracts/types/Types.sol numbers them. */
export const agreementStates = [
  'None',
  'Reserved',
  'Requested',
  'Active',
  'Suspended',
  'Ended',
  'Closed',
  'Cancelled',
] as const
export type AgreementState = (typeof agreementStates)[number]

/** Names of `Outcome` by number. */
export const epochOutcomes = ['met', 'degraded', 'failed', 'silent'] as const
export type EpochOutcome = (typeof epochOutcomes)[number]

/** Names of `CancelReason` by number. */
export const cancelReasons = [
  'client left',
  'client lapsed',
  'client rotated the roles',
  'vendor rejected',
  'vendor missed its start',
] as const
export type CancelReason = (typeof cancelReasons)[number]

/** Reason of a verdict that lets either party leave at once. */
export const REASON_CLIENTS_DOING = 1

/** The name of a state number read from chain. Throws on a number this version does not know. */
export function agreementState(state: number): AgreementState {
  const name = agreementStates[state]
  if (!name) throw new RangeError(`state: found ${state}, expected 0 to ${agreementStates.length - 1}`)
  return name
}

/** The name of an outcome number read from chain. Throws on a number this version does not know. */
export function epochOutcome(outcome: number): EpochOutcome {
  const name = epochOutcomes[outcome]
  if (!name) throw new RangeError(`outcome: found ${outcome}, expected 0 to ${epochOutcomes.length - 1}`)
  return name
}
