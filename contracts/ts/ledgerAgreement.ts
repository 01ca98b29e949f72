import type { Address, Hex } from 'viem'
import type { AgreementState } from './agreements.ts'
import type { Terms } from './terms.ts'

/** The most unsettled epochs that a deposit may fund. */
const MAX_FUNDED_EPOCHS = 400n
const OUTCOME_SILENT = 3
const MAX_STREAK = 255

/** An agreement as its logs tell it. Token units and unix seconds. */
export type LedgerAgreement = {
  readonly agreementId: Hex
  readonly client: Address
  readonly vendor: Address
  /** Of the next unsettled epoch. */
  readonly terms: Terms
  /** Terms adopted for the epochs from `fromEpoch` on, none of them settled yet. */
  readonly amendment: { readonly terms: Terms; readonly fromEpoch: number } | undefined
  readonly feePpm: number
  /** As stored: it may be suspended or ended by the clock, see {@link ledgerStateAt}. */
  readonly state: AgreementState
  readonly deposit: bigint
  readonly earned: bigint
  readonly bond: bigint
  /** Before the start: the deadline of the running window. Afterwards: start of epoch 0. */
  readonly anchor: number
  readonly settledEpochs: number
  readonly fundedEpochs: number
  /** 0: open end. */
  readonly endsAt: number
  readonly silentStreak: number
  readonly isSetupPaid: boolean
  readonly isReady: boolean
  readonly systemConfig: Address
  readonly l2ChainId: bigint
  readonly endpointsBlock: bigint
  /** Wei: what is there to reimburse the vendor with, and what it was reimbursed with and has not claimed. */
  readonly l1Line: bigint
  readonly l1Reimbursed: bigint
}

/** The state by the clock. */
export function ledgerStateAt(a: LedgerAgreement, now: number): AgreementState {
  if (a.state !== 'Active') return a.state
  if (a.endsAt !== 0 && now >= a.endsAt) return 'Ended'
  return now < fundedUntil(a) ? 'Active' : 'Suspended'
}

/** When the money ends. */
export function fundedUntil(a: LedgerAgreement): number {
  return a.anchor + a.fundedEpochs * a.terms.epochLength
}

/** Deposit to earned. */
export function paid(a: LedgerAgreement, amount: bigint): LedgerAgreement {
  return { ...a, deposit: a.deposit - amount, earned: a.earned + amount }
}

/** Bond to deposit, never more than there is. */
export function slashed(a: LedgerAgreement, amount: bigint): LedgerAgreement {
  const taken = amount < a.bond ? amount : a.bond
  return { ...a, deposit: a.deposit + taken, bond: a.bond - taken }
}

/** One epoch booked at `now`; what it did not cost may fund further ones. */
export function settled(
  a: LedgerAgreement,
  epoch: { outcome: number; paid: bigint; slashed: bigint },
  now: number,
): LedgerAgreement {
  const silentStreak = epoch.outcome === OUTCOME_SILENT ? Math.min(a.silentStreak + 1, MAX_STREAK) : 0
  const settledEpochs = a.settledEpochs + 1
  const booked = { ...slashed(paid(a, epoch.paid), epoch.slashed), silentStreak, settledEpochs }
  const isAmended = a.amendment?.fromEpoch === settledEpochs
  const amended = isAmended ? { terms: a.amendment.terms, amendment: undefined } : {}
  return refunded({ ...booked, ...amended, isSetupPaid: true }, now)
}

/** Ends at `endsAt`: now or in the past, or announced. A client that leaves before half of epoch 0 pays the whole setup fee. */
export function terminated(
  a: LedgerAgreement,
  { by, endsAt }: { by: Address; endsAt: number },
  now: number,
): LedgerAgreement {
  const isEarly = now < a.anchor + Math.floor(a.terms.epochLength / 2)
  const owesSetup = by === a.client && isEarly && !a.isSetupPaid
  const left = owesSetup ? { ...paid(a, a.terms.setupFee), isSetupPaid: true } : a
  return { ...left, endsAt, state: endsAt > now ? a.state : 'Ended' }
}

/** Takes what a party claimed; the vendor's part is all that was earned. */
export function claimed(a: LedgerAgreement, party: Address, taken: bigint): LedgerAgreement {
  const earned = party === a.vendor ? a.earned : 0n
  return { ...a, earned: a.earned - earned, deposit: a.deposit - (taken - earned) }
}

/** Takes what a party claimed of the L1 line; the vendor's part is all that it was reimbursed with. */
export function claimedL1(a: LedgerAgreement, party: Address, taken: bigint): LedgerAgreement {
  const ofVendor = party === a.vendor ? a.l1Reimbursed : 0n
  return { ...a, l1Reimbursed: a.l1Reimbursed - ofVendor, l1Line: a.l1Line - (taken - ofVendor) }
}

/** Funds as many epochs as the deposit pays for, unless the money had run out before now. */
function refunded(a: LedgerAgreement, now: number): LedgerAgreement {
  if (now >= fundedUntil(a)) return a
  const affordable = affordableEpochs(a)
  const epochs = affordable < MAX_FUNDED_EPOCHS ? affordable : MAX_FUNDED_EPOCHS
  return { ...a, fundedEpochs: Math.max(a.fundedEpochs, a.settledEpochs + Number(epochs)) }
}

/** Epochs that the deposit pays for once the setup fee is paid, those of an amendment at its price. */
function affordableEpochs({ deposit, terms, amendment, settledEpochs }: LedgerAgreement): bigint {
  const epochs = deposit / terms.pricePerEpoch
  if (!amendment) return epochs
  const before = BigInt(amendment.fromEpoch - settledEpochs)
  if (epochs < before) return epochs
  return before + (deposit - before * terms.pricePerEpoch) / amendment.terms.pricePerEpoch
}
