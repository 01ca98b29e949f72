import type { Address } from 'viem'
import type { Offer } from '../../../shared/market/offers.ts'
import { sortOffers } from '../model.ts'
import styles from './OfferList.module.css'
import { OfferRow } from './OfferRow.tsx'

/** All offers, those that can be accepted first. */
export function OfferList({ offers, account }: { offers: readonly Offer[]; account: Address | undefined }) {
  return (
    <div className={styles.list}>
      <div className={styles.titles} aria-hidden="true">
        <span>Offer</span>
        <span>Price</span>
        <span>What uptime pays</span>
        <span>Last 30 epochs, all clients</span>
        <span className={styles.end}>At stake</span>
        <span className={styles.end}>Capacity</span>
      </div>
      <ul className={styles.rows} aria-label="Offers">
        {sortOffers(offers, account).map((offer) => (
          <OfferRow key={offer.offerId} offer={offer} account={account} />
        ))}
      </ul>
    </div>
  )
}
