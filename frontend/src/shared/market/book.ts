import { hashKeySet, type KeySet, type Offer, offerBookAbi, type Terms } from '@opraas/contracts'
import { type Address, decodeAbiParameters, type Hex, parseEventLogs } from 'viem'
import { readLogs } from '../chain/logs.ts'
import { type OfferText, readDocument } from './documents.ts'
import type { Market } from './market.ts'

/** An offer as its events tell it. */
export type PublishedOffer = {
  offerId: Hex
  termsHash: Hex
  vendor: Address
  offer: Offer
  terms: Terms
  uri: string
  text: OfferText | undefined
  cancelled: boolean
  block: bigint
}

/** Everything the offer book has told so far. */
export type Book = {
  offers: PublishedOffer[]
  /** Key sets by vendor, in the order they were added. */
  keySets: Map<Address, { hash: Hex; keySet: KeySet }[]>
}

/** Reads the offer book's events. */
export async function readBook({ client, book, fromBlock }: Market): Promise<Book> {
  const logs = await readLogs(client, { address: book, topics: [], fromBlock })
  const found: Book = { offers: [], keySets: new Map() }
  for (const event of parseEventLogs({ abi: offerBookAbi, logs })) {
    switch (event.eventName) {
      case 'OfferCreated': {
        const { offerId, termsHash, vendor, offer, uri } = event.args
        const terms = decodeTerms(event.args.terms)
        const text = readDocument(uri, terms.document)
        const block = event.blockNumber
        found.offers.push({ offerId, termsHash, vendor, offer, terms, uri, text, cancelled: false, block })
        break
      }
      case 'OfferCancelled': {
        const { offerId } = event.args
        found.offers = found.offers.map((one) =>
          one.offerId === offerId ? { ...one, cancelled: true } : one,
        )
        break
      }
      case 'KeySetAdded': {
        const { vendor, keySetHash, keySet } = event.args
        found.keySets.set(vendor, [...(found.keySets.get(vendor) ?? []), { hash: keySetHash, keySet }])
        break
      }
      default:
    }
  }
  return found
}

/** The key set behind a hash; undefined when the vendor never added it. */
export function keySetOf(book: Book, vendor: Address, hash: Hex): KeySet | undefined {
  return book.keySets.get(vendor)?.find((one) => one.hash === hash && hashKeySet(one.keySet) === hash)?.keySet
}

const [getTerms] = offerBookAbi.filter((item) => item.type === 'function' && item.name === 'getTerms')

function decodeTerms(encoded: Hex): Terms {
  if (getTerms?.type !== 'function') throw new TypeError('the offer book has getTerms')
  const [terms] = decodeAbiParameters(getTerms.outputs, encoded)
  return terms as Terms // the same struct, of the same ABI
}
