import {
  hashOffer,
  hashTerms,
  type KeySet,
  marketplaceAbi,
  type Offer,
  offerBookAbi,
  type Terms,
} from '@opraas/contracts'
import {
  encodeFunctionData,
  erc20Abi,
  type Hex,
  keccak256,
  type PrivateKeyAccount,
  parseUnits,
  stringToBytes,
  zeroAddress,
  zeroHash,
} from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { demo } from '../../../scripts/demo/terms.ts'
import type { Stack } from '../stack.ts'
import { type Call, sendAll } from './sendAll.ts'

/** What an offer says, and where; by default the offer carries its text. */
export type Document = { text: string; uri?: string }

/** Offers of a vendor that exists for one flow only: nobody serves them. */
export type OwnOffers = {
  vendor: PrivateKeyAccount
  keySets: KeySet[]
  offers: { offerId: Hex; terms: Terms }[]
  /** Takes the offers back, so that other flows find the market as it was. */
  withdraw(): Promise<void>
}

const KEY_SETS = 4
/** Whole tokens. */
const BOND = '400'

/** Publishes an offer per document, with the demo's numbers. No lens looks at the roles. */
export async function publishOffers(stack: Stack, documents: readonly Document[]): Promise<OwnOffers> {
  const { chains, market } = stack
  const { client } = chains.market
  const book = await client.readContract({
    address: market.marketplace,
    abi: marketplaceAbi,
    functionName: 'BOOK',
  })
  const demoTerms = await client.readContract({
    address: book,
    abi: offerBookAbi,
    functionName: 'getTerms',
    args: [stack.offer.termsHash],
  })
  const vendor = await stack.createClient()
  const keySets = Array.from({ length: KEY_SETS }, createKeySet)
  const bond = parseUnits(BOND, demo.decimals)
  const offers = documents.map(({ text, uri }) => {
    const document = keccak256(stringToBytes(text))
    const terms: Terms = { ...demoTerms, vendor: vendor.address, lens: zeroAddress, document }
    const offer: Offer = {
      ...{ terms: hashTerms(terms), client: zeroAddress, agreement: zeroHash },
      ...{ deadline: 0n, salt: zeroHash },
    }
    return {
      ...{ terms, offer, offerId: hashOffer(offer) },
      uri: uri ?? `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`,
    }
  })
  const ofBook = (what: string, data: Hex): Call => ({ what, to: book, data })
  await sendAll(chains.market, vendor, [
    {
      what: 'approve',
      to: market.token,
      data: encodeFunctionData({
        abi: erc20Abi,
        functionName: 'approve',
        args: [market.marketplace, bond],
      }),
    },
    {
      what: 'addBond',
      to: market.marketplace,
      data: encodeFunctionData({
        abi: marketplaceAbi,
        functionName: 'addBond',
        args: [market.token, bond],
      }),
    },
    ofBook(
      'addKeySets',
      encodeFunctionData({ abi: offerBookAbi, functionName: 'addKeySets', args: [keySets] }),
    ),
    ...offers.map(({ terms, offer, uri }) =>
      ofBook(
        'createOffer',
        encodeFunctionData({ abi: offerBookAbi, functionName: 'createOffer', args: [terms, offer, uri] }),
      ),
    ),
  ])
  return {
    ...{ vendor, keySets, offers },
    withdraw: () =>
      sendAll(
        chains.market,
        vendor,
        offers.map(({ offerId }) =>
          ofBook(
            'cancelOffer',
            encodeFunctionData({ abi: offerBookAbi, functionName: 'cancelOffer', args: [offerId] }),
          ),
        ),
      ),
  }
}

function createKeySet(): KeySet {
  const create = () => privateKeyToAccount(generatePrivateKey()).address
  return { batcher: create(), unsafeSigner: create(), proposer: create(), challenger: create() }
}
