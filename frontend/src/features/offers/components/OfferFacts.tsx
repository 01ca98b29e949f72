import { useChain } from '../../../shared/config/context.tsx'
import type { Offer } from '../../../shared/market/offers.ts'
import { ChainText } from '../../../shared/ui/index.ts'
import styles from './OfferFacts.module.css'

/** What else tells offers apart: the vendor's own words, who pays the L1, which L1. */
export function OfferFacts({ offer: { terms, text } }: { offer: Offer }) {
  const l1 = useChain(Number(terms.l1ChainId))
  return (
    <div className={styles.facts}>
      {text?.facts && (
        <p>
          <ChainText text={text.facts} max={120} />
        </p>
      )}
      <ul className={styles.list}>
        <li>L1 fees paid by {terms.clientPaysL1 ? 'client' : 'vendor'}</li>
        <li>{l1?.name ?? `On chain ${terms.l1ChainId}, which this dApp has no RPC for`}</li>
      </ul>
    </div>
  )
}
