import type { Address, Hex } from 'viem'
import { type PublishedOffer, readBook } from '../../shared/market/book.ts'
import type { Market } from '../../shared/market/market.ts'
import { readPot } from '../../shared/market/offers.ts'
import { readToken, type Token } from '../../shared/market/token.ts'

/** What a vendor has brought to the market. */
export type Standing = {
  /** All it ever published, cancelled ones too. */
  offers: PublishedOffer[]
  /** Hashes of all its key sets, used or not. */
  keySets: Hex[]
  /** Free bond per token of its offers, in token units. */
  pots: { token: Token; free: bigint }[]
}

/** Reads what a vendor has brought to the market. */
export async function readStanding(market: Market, vendor: Address): Promise<Standing> {
  const book = await readBook(market)
  const offers = book.offers.filter((one) => one.vendor === vendor)
  const tokens = [...new Set(offers.map(({ terms }) => terms.token))]
  const pots = await Promise.all(
    tokens.map(async (address) => {
      const [token, free] = await Promise.all([readToken(market, address), readPot(market, vendor, address)])
      return { token, free }
    }),
  )
  return { offers, keySets: (book.keySets.get(vendor) ?? []).map(({ hash }) => hash), pots }
}
