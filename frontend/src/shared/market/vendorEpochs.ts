import type { Address } from 'viem'
import { readAccepted } from './accepted.ts'
import { readBook } from './book.ts'
import { type Epoch, epochsOf } from './epochs.ts'
import { readEvents } from './events.ts'
import type { Market } from './market.ts'

/** Newest booked epochs of a vendor over all its agreements, oldest first. */
export async function readVendorEpochs(market: Market, vendor: Address, count: number): Promise<Epoch[]> {
  const [accepted, book] = await Promise.all([readAccepted(market, { vendor }), readBook(market)])
  const lengths = new Map(book.offers.map(({ offerId, terms }) => [offerId, terms.epochLength]))
  const events = await readEvents(
    market,
    accepted.map(({ agreementId }) => agreementId),
  )
  return accepted
    .flatMap(({ agreementId, offerId }) =>
      epochsOf(
        events.filter(({ args }) => 'agreementId' in args && args.agreementId === agreementId),
        { lengthSeconds: lengths.get(offerId) ?? 0, endsAt: 0 },
      ),
    )
    .sort((a, b) => a.end - b.end)
    .slice(-count)
}
