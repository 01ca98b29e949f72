import { useRef } from 'react'
import type { Offer } from '../../../shared/market/offers.ts'
import { Button } from '../../../shared/ui/index.ts'
import type { Visit } from '../visit.ts'
import { AcceptPanel } from './AcceptPanel.tsx'
import { OfferHead } from './OfferHead.tsx'
import styles from './OfferPage.module.css'
import { PaySection } from './PaySection.tsx'
import { RecordSection } from './RecordSection.tsx'
import { TermsSection } from './TermsSection.tsx'

/** One offer, so that a stranger can decide: what it pays, whether its vendor kept its word, the terms; and accepting. */
export function OfferPage({ offer, visit }: { offer: Offer; visit: Visit }) {
  const panel = useRef<HTMLElement>(null)
  const toPanel = (): void => {
    panel.current?.scrollIntoView()
    panel.current?.focus({ preventScroll: true })
  }
  return (
    <div className={styles.page}>
      <div className={styles.evidence}>
        <OfferHead offer={offer} />
        <div>
          <PaySection offer={offer} epochs={visit.epochs} />
          <RecordSection offer={offer} />
          <TermsSection offer={offer} />
        </div>
      </div>
      <div className={styles.dock}>
        <Button kind="main" onClick={toPanel}>
          Go to accepting
        </Button>
      </div>
      <AcceptPanel ref={panel} offer={offer} visit={visit} />
    </div>
  )
}
