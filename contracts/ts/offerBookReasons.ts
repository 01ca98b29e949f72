import type { offerBookAbi } from './generated/abis.ts'
import type { ReasonTable } from './reasonTable.ts'
import { termsTypes } from './terms.ts'

/** Deadlines that fit into the market's clock: unix seconds of 40 bits. */
const MAX_DEADLINE = 2n ** 40n - 1n

/** What the book of offers refuses, and what only the market's owner may do in it. */
export const offerBookReasons: ReasonTable<typeof offerBookAbi> = {
  OfferBook_TermOutOfRange: ({ field, found, min, max }) => ({
    sentence:
      found < min
        ? `${nameOfTerm(field)} is ${found}; the market takes ${min} at least.`
        : `${nameOfTerm(field)} is ${found}; the market takes ${max} at most.`,
    next: 'Correct this term and create the offer again.',
  }),
  OfferBook_NothingAgreed: () => ({
    sentence: 'The SLA agrees on no metric, so that it could never be missed.',
    next: 'Give one metric a target, then create the offer again.',
  }),
  OfferBook_TokenNotListed: ({ token }, say) => ({
    sentence: `The market does not take the token ${say.address(token)} for new offers.`,
    next: 'Offer in a listed token.',
  }),
  OfferBook_NoWrappedEther: () => ({
    sentence: 'This market knows no wrapped ether, so that its clients cannot pay for L1.',
    next: 'Let the vendor pay for L1, within its price.',
  }),
  OfferBook_WeightFixed: ({ weight }) => ({
    sentence: `The token’s weight is ${weight} for good.`,
    next: 'List it with this weight.',
  }),
  OfferBook_NotVendor: ({ caller, vendor }, say) => ({
    sentence: `${say.address(caller)} is not the vendor of these terms, which is ${say.address(vendor)}.`,
    next: 'Use the vendor’s account.',
  }),
  OfferBook_OfferExists: () => ({
    sentence: 'This very offer exists already.',
    next: 'Use it, or create another one with another salt.',
  }),
  OfferBook_OfferNotOpen: ({ deadline }, say) => {
    if (deadline > MAX_DEADLINE) {
      return { sentence: 'The offer’s deadline is too far ahead.', next: 'Give it an earlier one, or none.' }
    }
    return {
      sentence:
        deadline === 0n
          ? 'The offer does not exist, or its vendor cancelled it.'
          : `The offer was open until ${say.time(Number(deadline))} at the latest; its vendor may have cancelled it, or a client accepted it.`,
      next: 'Nothing was deposited. Choose an offer that is open.',
    }
  },
  OfferBook_TermsMismatch: () => ({
    sentence: 'The offer has other terms than those given.',
    next: 'Nothing was deposited. Load the offer again and read its terms.',
  }),
  OfferBook_KeySetInvalid: () => ({
    sentence: 'An address of the key set is the zero address.',
    next: 'Give all four addresses: batcher, unsafe signer, proposer, challenger.',
  }),
  OfferBook_KeyInUse: ({ key }, say) => ({
    sentence: `${say.address(key)} already belongs to a key set of this vendor.`,
    next: 'Make a fresh key: each one serves one chain only.',
  }),
  OfferBook_KeySetTaken: () => ({
    sentence: 'This key set is unknown, taken by another agreement, or held for another offer.',
    next: 'Nothing was deposited. Load the offer again: it takes the vendor’s next free key set.',
  }),
  OfferBook_OfferNotForClient: ({ client }, say) => ({
    sentence: `The offer is not made to ${say.address(client)}.`,
    next: 'Nothing was deposited. Use the account it is made to, or choose an offer open to anyone.',
  }),
  OfferBook_OfferNotForAgreement: () => ({
    sentence: 'The offer does not amend this agreement.',
    next: 'Take an offer of the vendor that names this agreement, or accept this one as a new agreement.',
  }),
  OfferBook_NotMarket: ({ caller }, say) => ({
    sentence: `Only the marketplace takes an offer, not ${say.address(caller)}.`,
    next: 'Accept or adopt the offer through the marketplace.',
  }),
  OfferBook_FeeTooHigh: ({ found, max }) => ({
    sentence: `A fee of ${percent(found)} is above the cap of ${percent(max)}.`,
    next: `Set ${percent(max)} at most.`,
  }),
  OfferBook_Stopped: () => ({
    sentence: 'The market’s owner has stopped new offers and new agreements.',
    next: 'Nothing was deposited, and running agreements go on. Try again once it is open.',
  }),
  OfferBook_SignatureInvalid: ({ vendor }, say) => ({
    sentence: `The signature is not that of ${say.address(vendor)} for this offer on this market.`,
    next: 'Nothing was deposited. Ask the vendor to sign the offer with its own account, for this chain and market.',
  }),
  OfferBook_SignatureExpired: ({ deadline }, say) => ({
    sentence:
      deadline === 0n
        ? 'The signed offer has no deadline.'
        : `The signed offer was good until ${say.time(Number(deadline))}.`,
    next: 'Nothing was deposited. Ask the vendor for a new one.',
  }),
  OfferBook_SignedOfferCancelled: ({ vendor }, say) => ({
    sentence: `${say.address(vendor)} has taken this signed offer back.`,
    next: 'Nothing was deposited. Ask the vendor for a new one.',
  }),
  OfferBook_RequestExists: () => ({
    sentence: 'You have made this very request before.',
    next: 'Wait for answers to it, or make one with another deadline.',
  }),
  OfferBook_RequestNotOpen: ({ deadline }, say) => ({
    sentence:
      deadline === 0
        ? 'The request does not exist, or its client withdrew it.'
        : `The request was open until ${say.time(deadline)}.`,
    next: 'Choose a request that is open, or make one with a later deadline.',
  }),
  OfferBook_NotClient: ({ caller, client }, say) => ({
    sentence: `${say.address(caller)} did not make this request; ${say.address(client)} did.`,
    next: 'Use the account that made it.',
  }),
  OwnableInvalidOwner: ({ owner }, say) => ({
    sentence: `${say.address(owner)} cannot own the market.`,
    next: 'Name an account that somebody holds.',
  }),
  OwnableUnauthorizedAccount: ({ account }, say) => ({
    sentence: `${say.address(account)} is not the market’s owner; only the owner may do this.`,
    next: 'Use the owner’s account.',
  }),
  TermsCode_NotStored: () => ({
    sentence: 'The terms could not be stored on chain, most likely for lack of gas.',
    next: 'Send it again with a higher gas limit.',
  }),
}

/** A term by its position in the flat terms, as words: “Unsafe head target”. */
export function nameOfTerm(field: bigint): string {
  const name = fieldsOf('Terms')[Number(field)] ?? `term ${field}`
  const words = name
    .replace(/^sla\./, '')
    .replaceAll('.', ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return `${words[0]?.toUpperCase()}${words.slice(1)}`
}

/** Names of all plain fields of a struct, in order, those of inner structs behind a dot. */
function fieldsOf(struct: keyof typeof termsTypes): string[] {
  return termsTypes[struct].flatMap(({ name, type }): string[] =>
    type in termsTypes
      ? fieldsOf(type as keyof typeof termsTypes).map((inner) => `${name}.${inner}`)
      : [name],
  )
}

function percent(ppm: number): string {
  return `${ppm / 10_000}%`
}
