import { type Address, type ContractFunctionArgs, type Hex, hashStruct, type TypedDataDefinition } from 'viem'
import type { offerBookAbi } from './generated/abis.ts'
import { domainName, domainVersion, hashTerms, type Offer, termsTypes } from './terms.ts'

/** An offer that a vendor signs without a transaction: one key set, one agreement, until its deadline. */
export type SignedOffer = ContractFunctionArgs<typeof offerBookAbi, 'nonpayable', 'publishSignedOffer'>[0]

const { KeySet, Metric, Sla, Terms } = termsTypes

/** What a wallet shows and signs. Frozen: signatures are made of it. */
export const signedOfferTypes = {
  SignedOffer: [
    { name: 'terms', type: 'Terms' },
    { name: 'keySet', type: 'KeySet' },
    { name: 'client', type: 'address' },
    { name: 'deadline', type: 'uint64' },
    { name: 'salt', type: 'bytes32' },
    { name: 'uri', type: 'string' },
  ],
  KeySet,
  Metric,
  Sla,
  Terms,
} as const

/**
 * What the vendor signs, as `signTypedData` and `hashTypedData` take it.
 *
 * @param market.chainId - Of the chain that the market is on.
 */
export function buildSignedOfferTypedData(
  signedOffer: SignedOffer,
  market: { chainId: number; marketplace: Address },
) {
  const { chainId, marketplace: verifyingContract } = market
  return {
    domain: { name: domainName, version: domainVersion, chainId, verifyingContract },
    types: signedOfferTypes,
    primaryType: 'SignedOffer',
    message: signedOffer,
  } as const satisfies TypedDataDefinition
}

/** Struct hash of a signed offer, by which its vendor cancels it. */
export function hashSignedOffer(signedOffer: SignedOffer): Hex {
  return hashStruct({ data: signedOffer, primaryType: 'SignedOffer', types: signedOfferTypes })
}

/** The offer that a signed one becomes on chain: `hashOffer` gives the id to accept. */
export function offerOfSigned(signedOffer: SignedOffer): Offer {
  return {
    terms: hashTerms(signedOffer.terms),
    client: signedOffer.client,
    agreement: `0x${'00'.repeat(32)}`,
    deadline: signedOffer.deadline,
    salt: hashSignedOffer(signedOffer),
  }
}
