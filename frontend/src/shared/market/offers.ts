import { hashKeySet, type KeySet, marketplaceAbi, reputationAbi } from '@opraas/contracts'
import { type Address, type ContractFunctionReturnType, isAddressEqual, zeroAddress, zeroHash } from 'viem'
import { readContract } from '../chain/readContract.ts'
import { type Accepted, readAccepted } from './accepted.ts'
import { type PublishedOffer, readBook } from './book.ts'
import type { Market } from './market.ts'
import { readToken, type Token } from './token.ts'

/** A vendor's counters, as the reputation contract keeps them. */
export type VendorRecord = ContractFunctionReturnType<typeof reputationAbi, 'view', 'recordOf'>

/** An offer as a client compares it, as of now. */
export type Offer = PublishedOffer & {
  token: Token
  /** Not taken back, not past its deadline. */
  open: boolean
  /** Key sets that nobody reserved yet. */
  freeKeySets: KeySet[]
  /** Key sets that are reserved or used up, and for whom. */
  takenKeySets: { keySet: KeySet; accepted: Accepted }[]
  /** Of the vendor's in all. */
  keySets: number
  /** Agreements that can be accepted now: key sets and bond reach for so many. */
  capacity: number
  /** Free bond of the vendor, in units of the token. */
  pot: bigint
  record: VendorRecord
}

/** All new-agreement offers of the market, cancelled ones left out. */
export async function readOffers(market: Market): Promise<Offer[]> {
  const [book, accepted] = await Promise.all([readBook(market), readAccepted(market)])
  const current = book.offers.filter(({ cancelled, offer }) => !cancelled && offer.agreement === zeroHash)
  return Promise.all(
    current.map(async (published) => {
      const { vendor, terms } = published
      const [token, pot, record] = await Promise.all([
        readToken(market, terms.token),
        readPot(market, vendor, terms.token),
        readRecord(market, vendor),
      ])
      const all = book.keySets.get(vendor) ?? []
      const { freeKeySets, takenKeySets } = splitKeySets(all, vendor, accepted)
      const open = isOpen(published, Date.now() / 1000)
      const covered = terms.bond === 0n ? freeKeySets.length : Number(pot / terms.bond)
      const capacity = open ? Math.min(freeKeySets.length, covered) : 0
      const keySets = { freeKeySets, takenKeySets, keySets: all.length }
      return { ...published, ...keySets, token, open, capacity, pot, record }
    }),
  )
}

/** True when this account may accept the offer. */
export function isFor({ offer }: PublishedOffer, account: Address | undefined): boolean {
  return offer.client === zeroAddress || (account !== undefined && isAddressEqual(offer.client, account))
}

function isOpen({ offer, cancelled }: PublishedOffer, now: number): boolean {
  return !cancelled && (offer.deadline === 0n || Number(offer.deadline) >= now)
}

function splitKeySets(
  all: readonly { hash: string; keySet: KeySet }[],
  vendor: Address,
  accepted: readonly Accepted[],
): Pick<Offer, 'freeKeySets' | 'takenKeySets'> {
  const takers = new Map(
    accepted.filter((one) => isAddressEqual(one.vendor, vendor)).map((one) => [one.keySetHash, one]),
  )
  return {
    freeKeySets: all.flatMap(({ keySet }) => (takers.has(hashKeySet(keySet)) ? [] : [keySet])),
    takenKeySets: all.flatMap(({ keySet }) => {
      const taker = takers.get(hashKeySet(keySet))
      return taker ? [{ keySet, accepted: taker }] : []
    }),
  }
}

/** A vendor's counters. */
export function readRecord({ client, reputation }: Market, vendor: Address): Promise<VendorRecord> {
  return readContract(client, {
    address: reputation,
    abi: reputationAbi,
    functionName: 'recordOf',
    args: [vendor],
  })
}

/** Free bond of a vendor in a token, in its units. */
export function readPot({ client, marketplace }: Market, vendor: Address, token: Address): Promise<bigint> {
  return readContract(client, {
    address: marketplace,
    abi: marketplaceAbi,
    functionName: 'potOf',
    args: [vendor, token],
  })
}
