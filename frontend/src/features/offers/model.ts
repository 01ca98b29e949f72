import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { formatAmount, formatDate, shortAddress, shortHash } from '../../shared/format/index.ts'
import { isFor, type Offer, type VendorRecord } from '../../shared/market/offers.ts'

/** What an offer is called: its own verified text, else its id. Strangers' text, cleaned. */
export function nameOf({ text, offerId }: Offer): string {
  return text?.name || `Offer ${shortHash(offerId)}`
}

/** Whether an offer can be accepted now, and if not, what stands against it. */
export type Standing = 'free' | 'closed' | 'other client' | 'no keys' | 'no bond'

/** Where an offer stands for an account, or for anybody. */
export function standingOf(offer: Offer, account: Address | undefined): Standing {
  if (!offer.open) return 'closed'
  if (!isFor(offer, account)) return 'other client'
  if (offer.freeKeySets.length === 0) return 'no keys'
  return offer.capacity === 0 ? 'no bond' : 'free'
}

/** A standing in the few words of a list. */
export function standingWords(offer: Offer, standing: Standing): string {
  switch (standing) {
    case 'free':
      return `${offer.capacity} free`
    case 'closed':
      return 'Closed'
    case 'other client':
      return `For ${shortAddress(offer.offer.client)} only`
    case 'no keys':
    case 'no bond':
      return 'Sold out'
    default:
      throw new TypeError(`unknown standing ${standing satisfies never}`)
  }
}

/** Why nobody can accept an offer now, or should; undefined when one can. */
export function reasonAgainst(
  offer: Offer,
  oracles: readonly { adapter: Address; name: string }[],
): string | undefined {
  const { terms, token, pot, keySets } = offer
  const named = offer.offer.client
  switch (standingOf(offer, named === zeroAddress ? undefined : named)) {
    case 'closed':
      return `This offer closed on ${formatDate(Number(offer.offer.deadline))}.`
    case 'no keys':
      return keySets === 0
        ? 'The vendor has published no key set yet.'
        : `Sold out: all ${keySets} key sets of this vendor are taken.`
    case 'no bond':
      return `Sold out: the vendor has ${formatAmount(pot, token)} of bond free, this offer locks ${formatAmount(terms.bond, token)}.`
    default:
  }
  if (oracleName(terms.oracle, oracles) === undefined)
    return `This dApp does not know who runs the oracle ${shortAddress(terms.oracle)}. Its word would decide about your money.`
  return undefined
}

/** The name that config.json gives to an oracle adapter; undefined when it gives none. */
export function oracleName(
  oracle: Address,
  oracles: readonly { adapter: Address; name: string }[],
): string | undefined {
  return oracles.find(({ adapter }) => isAddressEqual(adapter, oracle))?.name
}

/** Offers in the order of a list: what can be accepted first, then who has met most epochs, then the oldest. */
export function sortOffers(offers: readonly Offer[], account: Address | undefined): Offer[] {
  const ranks: Record<Standing, number> = {
    free: 0,
    'no keys': 1,
    'no bond': 1,
    'other client': 2,
    closed: 3,
  }
  const rank = (offer: Offer): number => ranks[standingOf(offer, account)]
  return offers.toSorted(
    (a, b) => rank(a) - rank(b) || b.record.met - a.record.met || Number(a.block - b.block),
  )
}

/** "Two of three offers can start a rollup now." */
export function countSentence(free: number, all: number): string {
  if (free === 0) return 'No offer can start a rollup now.'
  const count = free < all ? `${inWords(free)} of ${inWords(all)}` : all === 1 ? 'one' : `all ${inWords(all)}`
  return `${capital(count)} ${all === 1 ? 'offer' : 'offers'} can start a rollup now.`
}

/** A vendor's counters in words; undefined when nothing was ever counted. */
export function recordWords({ met, degraded, failed, silent, clients }: VendorRecord): string | undefined {
  const judged = met + degraded + failed
  if (judged + silent === 0) return undefined
  const of = judged === 0 ? `${silent} silent, none judged` : `met ${met} of ${judged} judged`
  return `${of}, ${clients} ${clients === 1 ? 'client' : 'clients'}`
}

const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

function inWords(count: number): string {
  return WORDS[count] ?? String(count)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
