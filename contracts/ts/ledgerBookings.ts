import { type Address, decodeAbiParameters, getAbiItem, type Hex, zeroAddress } from 'viem'
import { offerBookAbi } from './generated/abis.ts'
import {
  claimed,
  claimedL1,
  type LedgerAgreement,
  paid,
  settled,
  slashed,
  terminated,
} from './ledgerAgreement.ts'
import { type Booking, type LedgerDraft, type LedgerEventName, potKey } from './ledgerDraft.ts'
import { countAgreement, countEpochs } from './ledgerRecords.ts'
import type { Terms } from './terms.ts'

const [termsParameter] = getAbiItem({ abi: offerBookAbi, name: 'createOffer' }).inputs

/** Numbers of `CancelReason` after which the setup fee is nobody's, and after which it comes out of the bond. */
const VENDOR_REJECTED = 3
const VENDOR_MISSED = 4

/** Says something, moves nothing. */
const nothing = (): void => undefined

/** What each event changes. A new event finds its place here before anything compiles. */
export const bookings: { readonly [Name in LedgerEventName]: Booking<Name> } = {
  OfferCreated: ({ terms }, { args }) => {
    const [decoded] = decodeAbiParameters([termsParameter], args.terms)
    terms.set(args.termsHash, decoded)
  },
  BondAdded: (draft, { args }) => addToPot(draft, args.vendor, args.token, args.amount),
  BondWithdrawn: (draft, { args }) => addToPot(draft, args.vendor, args.token, -args.amount),
  FeesWithdrawn: ({ fees }, { args }) => {
    fees.set(args.token, (fees.get(args.token) ?? 0n) - args.amount)
  },

  AgreementAccepted: (draft, { args }) => {
    const { agreementId, client, vendor, deposit, bond, feePpm, deadline } = args
    const terms = termsOf(draft, args.termsHash)
    addToPot(draft, vendor, terms.token, -bond)
    draft.agreements.set(agreementId, {
      ...{ agreementId, client, vendor, terms, feePpm, deposit, bond },
      state: 'Reserved',
      earned: 0n,
      anchor: deadline,
      settledEpochs: 0,
      fundedEpochs: 0,
      endsAt: 0,
      silentStreak: 0,
      isSetupPaid: false,
      isReady: false,
      systemConfig: zeroAddress,
      l2ChainId: 0n,
      endpointsBlock: 0n,
      amendment: undefined,
      l1Line: 0n,
      l1Reimbursed: 0n,
    })
  },
  VendorReady: (draft, { args }) => change(draft, args.agreementId, (a) => ({ ...a, isReady: true })),
  ChainBound: (draft, { args: { agreementId, systemConfig, l2ChainId, deadline } }) =>
    change(draft, agreementId, (a) => ({
      ...a,
      ...{ systemConfig, l2ChainId, anchor: deadline, state: 'Requested' },
    })),
  AgreementStarted: (draft, { args: { agreementId, anchor, fundedEpochs } }) =>
    change(draft, agreementId, (a) => ({ ...a, anchor, fundedEpochs, state: 'Active' })),
  AgreementAmended: (draft, { args: { agreementId, termsHash, fromEpoch, fundedEpochs } }) =>
    change(draft, agreementId, (a) => ({
      ...a,
      fundedEpochs,
      amendment: { terms: termsOf(draft, termsHash), fromEpoch },
    })),
  AgreementResumed: (draft, { args: { agreementId, anchor, fundedEpochs } }) =>
    change(draft, agreementId, (a) => ({ ...a, anchor, fundedEpochs })),
  EndpointsPublished: (draft, { args, blockNumber }) =>
    change(draft, args.agreementId, (a) => ({ ...a, endpointsBlock: blockNumber ?? a.endpointsBlock })),

  DepositAdded: (draft, { args: { agreementId, amount, fundedEpochs } }) =>
    change(draft, agreementId, (a) => ({ ...a, fundedEpochs, deposit: a.deposit + amount })),
  DepositWithdrawn: (draft, { args: { agreementId, amount, fundedEpochs } }) =>
    change(draft, agreementId, (a) => ({ ...a, fundedEpochs, deposit: a.deposit - amount })),
  BondLocked: (draft, { args: { agreementId, amount, bond } }) =>
    change(draft, agreementId, (a) => {
      addToPot(draft, a.vendor, a.terms.token, -amount)
      return { ...a, bond }
    }),
  EpochSettled: (draft, { args }, timestamp) =>
    change(draft, args.agreementId, (a) => settled(a, args, timestamp)),
  BondForfeited: (draft, { args }) => change(draft, args.agreementId, (a) => slashed(a, args.amount)),
  AgreementTerminated: (draft, { args }, timestamp) =>
    change(draft, args.agreementId, (a) => terminated(a, args, timestamp)),
  AgreementCancelled: (draft, { args: { agreementId, reason } }) =>
    change(draft, agreementId, (a) => {
      if (reason === VENDOR_REJECTED) return over(draft, a, 'Cancelled')
      const move = reason === VENDOR_MISSED ? slashed : paid
      return over(draft, move(a, a.terms.setupFee), 'Cancelled')
    }),
  AgreementClosed: (draft, { args }) => change(draft, args.agreementId, (a) => over(draft, a, 'Closed')),
  Claimed: (draft, { args: { agreementId, party, amount, fee } }) =>
    change(draft, agreementId, (a) => {
      draft.fees.set(a.terms.token, (draft.fees.get(a.terms.token) ?? 0n) + fee)
      return claimed(a, party, amount + fee)
    }),

  L1LineFilled: (draft, { args: { agreementId, line } }) =>
    change(draft, agreementId, (a) => ({ ...a, l1Line: line })),
  L1Reimbursed: (draft, { args: { agreementId, amount } }) =>
    change(draft, agreementId, (a) => ({
      ...a,
      l1Line: a.l1Line - amount,
      l1Reimbursed: a.l1Reimbursed + amount,
    })),
  L1Claimed: (draft, { args: { agreementId, party, amount } }) =>
    change(draft, agreementId, (a) => claimedL1(a, party, amount)),

  EpochsCounted: (draft, { args }) => countEpochs(draft, args.vendor, args.tally),
  AgreementCounted: (draft, { args }) => countAgreement(draft, args),

  AdapterListed: nothing,
  ExitBundlePublished: nothing,
  FeeSet: nothing,
  KeySetAdded: nothing,
  MaintenanceAnnounced: nothing,
  OfferCancelled: nothing,
  OperatorSet: nothing,
  OwnershipTransferred: nothing,
  OwnershipTransferStarted: nothing,
  RequestAnswered: nothing,
  RequestCreated: nothing,
  RequestWithdrawn: nothing,
  SignedOfferCancelled: nothing,
  SignedOfferPublished: nothing,
  StoppedSet: nothing,
  TokenListed: nothing,
  VerdictIgnored: nothing,
  VerdictStored: nothing,
}

function addToPot({ pots }: LedgerDraft, vendor: Address, token: Address, amount: bigint): void {
  const key = potKey(vendor, token)
  pots.set(key, (pots.get(key) ?? 0n) + amount)
}

function termsOf({ terms }: LedgerDraft, termsHash: Hex): Terms {
  const found = terms.get(termsHash)
  if (found) return found
  throw new Error(`terms ${termsHash}: no log has told them, begin at the market's first block`)
}

function change(
  { agreements }: LedgerDraft,
  agreementId: Hex,
  to: (a: LedgerAgreement) => LedgerAgreement,
): void {
  const a = agreements.get(agreementId)
  if (!a) throw new Error(`agreement ${agreementId}: no log has told its accept`)
  agreements.set(agreementId, to(a))
}

/** What is left of the bond goes back to the vendor's pot. */
function over(draft: LedgerDraft, a: LedgerAgreement, state: 'Closed' | 'Cancelled'): LedgerAgreement {
  addToPot(draft, a.vendor, a.terms.token, a.bond)
  return { ...a, bond: 0n, state }
}
