import type { Address } from 'viem'
import { exactPlaces } from '../../../shared/format/index.ts'
import type { Offer } from '../../../shared/market/offers.ts'
import { AddressText, Amount, Button, ChainText, Identicon, RampNines } from '../../../shared/ui/index.ts'
import { nameOf, standingOf, standingWords } from '../model.ts'
import { strictestMetric } from '../pay.ts'
import { OfferFacts } from './OfferFacts.tsx'
import styles from './OfferRow.module.css'
import { PriceText } from './PriceText.tsx'
import { VendorRecord } from './VendorRecord.tsx'

/** One offer among others: price, what uptime pays, the vendor's record, its stake, and whether it can be had. */
export function OfferRow({ offer, account }: { offer: Offer; account: Address | undefined }) {
  const { offerId, vendor, terms, token } = offer
  const name = nameOf(offer)
  const standing = standingOf(offer, account)
  return (
    <li className={styles.row} data-standing={standing}>
      <div className={styles.offer}>
        <span className={styles.face}>
          <Identicon address={vendor} size={32} />
        </span>
        <div className={styles.names}>
          <h2 className={styles.name}>
            <ChainText text={name} />
          </h2>
          <AddressText address={vendor} />
        </div>
      </div>
      <div className={styles.price}>
        <PriceText offer={offer} />
      </div>
      <div className={styles.ramp}>
        <RampNines metric={strictestMetric(terms)} />
      </div>
      <div className={styles.record}>
        <VendorRecord offer={offer} />
      </div>
      <div className={styles.bond}>
        <p className={styles.amount}>
          <Amount units={terms.bond} token={token} places={exactPlaces(token, terms.bond)} />
        </p>
        <p className={styles.label}>bond</p>
      </div>
      <div className={styles.action}>
        <Button to={`/offers/${offerId}`} aria-label={`Review ${name}`}>
          Review
        </Button>
        <p className={styles.label}>{standingWords(offer, standing)}</p>
      </div>
      <div className={styles.facts}>
        <OfferFacts offer={offer} />
      </div>
    </li>
  )
}
