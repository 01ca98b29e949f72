import { exactPlaces, formatDuration } from '../../../shared/format/index.ts'
import type { Offer } from '../../../shared/market/offers.ts'
import { Amount } from '../../../shared/ui/index.ts'
import { pricePer30Days } from '../pay.ts'
import styles from './PriceText.module.css'

/** What an epoch costs, and 30 days of them where that means something. */
export function PriceText({ offer: { terms, token } }: { offer: Offer }) {
  const month = pricePer30Days(terms)
  const places = exactPlaces(token, terms.pricePerEpoch)
  return (
    <div>
      <p className={styles.price}>
        <Amount units={terms.pricePerEpoch} token={token} places={places} />
      </p>
      <p className={styles.per}>per epoch of {formatDuration(terms.epochLength)}</p>
      {month !== undefined && (
        <p className={styles.per}>
          <Amount units={month} token={token} places={places} symbol={false} tone="quiet" /> per 30 days
        </p>
      )}
    </div>
  )
}
