import type { Offer } from '../../../shared/market/offers.ts'
import { RampLinear } from '../../../shared/ui/index.ts'
import { agreedMetrics } from '../pay.ts'
import { PageSection } from './PageSection.tsx'
import styles from './PaySection.module.css'
import { WorkedExample } from './WorkedExample.tsx'

/** What each agreed metric pays, and what that means for some epochs of which one is bad. */
export function PaySection({ offer, epochs }: { offer: Offer; epochs: number }) {
  const metrics = agreedMetrics(offer.terms)
  return (
    <PageSection
      title="What it pays, by measurement"
      aside={metrics.length > 1 ? 'The worst decides' : undefined}
    >
      <div className={styles.ramps}>
        {metrics.map(({ name, title, words, metric }) => (
          <RampLinear key={name} metric={metric} title={title} subtitle={words} />
        ))}
      </div>
      <WorkedExample offer={offer} epochs={epochs} />
    </PageSection>
  )
}
