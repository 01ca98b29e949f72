import type { Offer } from '../../../shared/market/offers.ts'
import { AddressText, ChainText, Identicon, PageHead } from '../../../shared/ui/index.ts'
import { nameOf } from '../model.ts'
import styles from './OfferHead.module.css'

/** Whose offer this is, what it is called, and how many more it can serve. */
export function OfferHead({ offer }: { offer: Offer }) {
  const { vendor, text, freeKeySets, keySets } = offer
  const name = nameOf(offer)
  return (
    <div className={styles.head}>
      <PageHead
        crumbs={[{ label: 'Market', to: '/' }, { label: name }]}
        icon={<Identicon address={vendor} size={48} />}
        title={<ChainText text={name} />}
        subtitle={
          <span className={styles.vendor}>
            <span>by</span> <AddressText address={vendor} />
            <span>
              {freeKeySets.length} of {keySets} key sets free
            </span>
          </span>
        }
      />
      {text?.facts && (
        <p className={styles.facts}>
          <ChainText text={text.facts} max={240} />
        </p>
      )}
    </div>
  )
}
