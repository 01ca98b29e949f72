import { hexToString, zeroAddress } from 'viem'
import { agreementStates } from './agreements.ts'
import type { chainLensAbi, marketplaceAbi, reputationAbi } from './generated/abis.ts'
import { nameOfTerm } from './offerBookReasons.ts'
import type { ReasonTable } from './reasonTable.ts'

/** What the marketplace and its ledger refuse. */
export const marketplaceReasons: ReasonTable<typeof marketplaceAbi> = {
  Marketplace_WrongState: ({ found }) => ({
    sentence: `The agreement ${stateWords(found)}: this step does not belong there.`,
    next: 'Load the agreement again and go on from its present state.',
  }),
  Marketplace_NotParty: ({ caller }, say) => ({
    sentence: `${say.address(caller)} is not the party of the agreement that may do this.`,
    next: 'Use the account of that party: the one that accepted, or the vendor and its operators.',
  }),
  Marketplace_TooLate: ({ deadline }, say) => ({
    sentence: `The time for this step ended at ${say.time(deadline)}.`,
    next: 'Close the agreement: then the client can claim what is left of its deposit.',
  }),
  Marketplace_TooEarly: ({ from }, say) => ({
    sentence: `The agreement cannot be closed before ${say.time(from)}.`,
    next: 'Close it then; no money is lost by waiting.',
  }),
  Marketplace_NotResumable: ({ settledEpochs, fundedEpochs }) =>
    settledEpochs === fundedEpochs
      ? {
          sentence: 'The deposit does not pay for one more epoch.',
          next: 'Top up at least the price of one epoch; then the vendor resumes.',
        }
      : {
          sentence: `Only ${settledEpochs} of ${fundedEpochs} paid epochs are settled.`,
          next: 'Settle the others first, then resume.',
        },
  Marketplace_WrongKeySet: () => ({
    sentence: 'These keys are not the key set of this agreement.',
    next: 'Give the key set that was taken when the offer was accepted.',
  }),
  Marketplace_RoleMismatch: ({ role, expected, found }, say) => {
    const name = hexToString(role, { size: 32 })
    const holder = found === zeroAddress ? 'nobody' : say.address(found)
    return name === 'owner'
      ? {
          sentence: `The owner of the chain is ${holder}; the agreement’s client is ${say.address(expected)}.`,
          next: 'Hand the chain to the client’s account, or bind a chain that it owns.',
        }
      : {
          sentence: `The ${name === 'unsafeSigner' ? 'unsafe block signer' : name} of the chain is ${holder}; the key set says ${say.address(expected)}.`,
          next: 'The chain’s owner gives this role to the key set’s address on L1; then try again.',
        }
  },
  Marketplace_ChainInvalid: ({ systemConfig }) => ({
    sentence: `The chain lacks its ${systemConfig === zeroAddress ? 'SystemConfig address' : 'chain id'}.`,
    next: 'Give the address of the SystemConfig proxy on L1 and the chain id of the L2.',
  }),
  Marketplace_TextTooLong: ({ found, max }) => ({
    sentence: `The text has ${found} bytes; the market carries ${max} at most.`,
    next: 'Shorten it.',
  }),
  Marketplace_NothingToSettle: ({ nextEpoch, readyAt }, say) =>
    readyAt === 0
      ? { sentence: 'No epoch is left to settle.', next: 'There is nothing to do.' }
      : {
          sentence: `Epoch ${nextEpoch} cannot be settled yet: it runs, or its verdict is not in.`,
          next: `Settle it once the verdict is in; without one, from ${say.time(readyAt)} on.`,
        },
  Marketplace_AlreadyTerminated: ({ endsAt }, say) => ({
    sentence: `The agreement’s end is set already: ${say.time(endsAt)}.`,
    next: 'There is nothing to do: it ends by itself.',
  }),
  Marketplace_AmendmentPending: ({ fromEpoch }) => ({
    sentence: `An amendment is pending: its terms count from epoch ${fromEpoch} on.`,
    next: `Settle all epochs before epoch ${fromEpoch}, then amend again.`,
  }),
  Marketplace_TermFixed: ({ field }) => ({
    sentence: `An amendment cannot change this term: ${nameOfTerm(field)}.`,
    next: 'Vendor, L1 chain, token and epoch length stay, and the bond does not rise. Ask the vendor for another offer.',
  }),
  Marketplace_VendorPaysL1: () => ({
    sentence: 'By the terms of this agreement the vendor pays for L1.',
    next: 'Nothing was taken, and nothing is to do.',
  }),
  Marketplace_MaintenanceTooSoon: ({ earliest }, say) => ({
    sentence: `Maintenance announced now can begin at ${say.time(Number(earliest))} at the earliest.`,
    next: 'Announce a later window.',
  }),
  Marketplace_MaintenanceInvalid: () => ({
    sentence: 'The maintenance window is empty, or not within one epoch.',
    next: 'Announce a window for each epoch it touches.',
  }),
  Marketplace_MaintenanceTooLong: ({ epoch, found, max }) => ({
    sentence: `Epoch ${epoch} would have ${found} seconds of maintenance; its terms allow ${max}.`,
    next: 'Announce a shorter window, or one in another epoch.',
  }),
  Marketplace_MaintenanceFull: ({ epoch, max }) => ({
    sentence: `Epoch ${epoch} has ${max} maintenance windows already, which is the most.`,
    next: 'Announce the window for another epoch.',
  }),
  Marketplace_OutOfGas: ({ required }) => ({
    sentence: `Reading the chain’s roles needs ${required} gas, and less was left.`,
    next: 'Send it again with a higher gas limit.',
  }),

  Escrow_ShortTransfer: ({ expected, arrived }, say) => ({
    sentence: `Of ${say.amount(expected)} only ${say.amount(arrived)} would arrive: the token keeps a part of each transfer.`,
    next: 'Nothing was taken. The market cannot work with this token; choose an offer in another one.',
  }),
  Escrow_DepositTooSmall: ({ found, min }, say) => ({
    sentence: `The deposit is ${say.amount(min - found)} below the minimum of ${say.amount(min)}.`,
    next: 'Deposit at least the minimum.',
  }),
  Escrow_DepositTooLarge: ({ found, max }, say) => ({
    sentence: `The agreement would hold ${say.amount(found)}, which is ${say.amount(found - max)} above its maximum of ${say.amount(max)}.`,
    next: `Deposit ${say.amount(found - max)} less: at most 400 epochs are paid ahead.`,
  }),
  Escrow_DepositOverdrawn: ({ free, asked }, say) => ({
    sentence: `The agreement can spare ${say.amount(free)}; ${say.amount(asked)} was asked for.`,
    next: 'Take less. Epochs that have begun and the minimal prepaid ones stay paid; after the end the rest is free.',
  }),
  Escrow_WrongValue: ({ found, expected }, say) => ({
    sentence: `${say.amount(found)} was sent as ether; the amount to deposit is ${say.amount(expected)}.`,
    next: 'Send exactly the amount, or none to pay in tokens.',
  }),
  Escrow_NotWrappedEther: ({ token }, say) => ({
    sentence: `The agreement is paid in ${say.address(token)}, which is not wrapped ether.`,
    next: 'Nothing was taken. Send no ether; approve the token and pay in it.',
  }),
  Escrow_BondPotTooSmall: ({ found, required }, say) => ({
    sentence: `The vendor has ${say.amount(found)} of free bond; this offer needs ${say.amount(required)}.`,
    next: 'Nothing was deposited. Choose another offer, or wait until the vendor adds bond.',
  }),
  Escrow_PotOverdrawn: ({ found, asked }, say) => ({
    sentence: `The free bond is ${say.amount(found)}; ${say.amount(asked)} was asked for.`,
    next: `Withdraw at most ${say.amount(found)}. Bond of running agreements is free once they are closed.`,
  }),
  Escrow_NotFeeOwner: ({ caller }, say) => ({
    sentence: `${say.address(caller)} is not the market’s owner; only the owner takes out fees.`,
    next: 'Use the owner’s account.',
  }),
  Escrow_NothingToClaim: ({ caller }, say) => ({
    sentence: `Nothing in these agreements is free for ${say.address(caller)} now.`,
    next: 'A vendor’s pay is free once its epoch is settled, a client’s deposit after the end.',
  }),
  Escrow_ZeroRecipient: () => ({
    sentence: 'The money would go to the zero address, where nobody can take it.',
    next: 'Name an address of yours.',
  }),

  ReentrancyGuardReentrantCall: () => ({
    sentence: 'The market was called again from inside of its own payment.',
    next: 'Nothing was moved. Pay with a plain token from an account that does not call back.',
  }),
  SafeCastOverflowedUintDowncast: ({ bits }) => ({
    sentence: `The amount does not fit into ${bits} bits, the widest number of the ledger.`,
    next: 'Enter a smaller amount.',
  }),
  SafeERC20FailedOperation: ({ token }, say) => ({
    sentence: `The token ${say.address(token)} refused the transfer.`,
    next: 'Check your balance and what you allow the market to take, then try again.',
  }),
}

/** What the counters about vendors refuse. */
export const reputationReasons: ReasonTable<typeof reputationAbi> = {
  Reputation_NotMarket: ({ caller }, say) => ({
    sentence: `Only the marketplace counts for reputation, not ${say.address(caller)}.`,
    next: 'There is nothing to do: the market counts by itself.',
  }),
}

/** What reading the roles of a chain refuses. */
export const chainLensReasons: ReasonTable<typeof chainLensAbi> = {
  ChainLens_OutOfGas: ({ found, required }) => ({
    sentence: `Reading the chain’s roles needs ${required} gas; ${found} was left.`,
    next: 'Send it again with a higher gas limit.',
  }),
}

/** A state as the end of “The agreement …”. */
function stateWords(found: number): string {
  const state = agreementStates[found]
  switch (state) {
    case 'None':
      return 'is not known to this market'
    case 'Reserved':
      return 'waits for its chain'
    case 'Requested':
      return 'waits for the vendor’s start'
    case 'Active':
      return 'is running'
    case 'Suspended':
      return 'is suspended, because its money has run out'
    case 'Ended':
      return 'has ended'
    case 'Closed':
      return 'is closed'
    case 'Cancelled':
      return 'was cancelled before its start'
    case undefined:
      return `is in state ${found}`
    default:
      throw new TypeError(`unknown state ${state satisfies never}`)
  }
}
