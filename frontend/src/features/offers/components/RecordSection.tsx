import { formatMoment } from '../../../shared/format/index.ts'
import type { Offer } from '../../../shared/market/offers.ts'
import { useVendorEpochs } from '../../../shared/market/queries.ts'
import { EpochStrip, ErrorNote, Skeleton } from '../../../shared/ui/index.ts'
import { cellsOf, describeCell, spanOf } from '../record.ts'
import { PageSection } from './PageSection.tsx'
import styles from './RecordSection.module.css'

const SHOWN = 60

/** What the vendor's past says: its last epochs with all clients, and the counters of the reputation contract. */
export function RecordSection({ offer: { vendor, record } }: { offer: Offer }) {
  const { met, degraded, failed, slashed, misses, earlyExits, clients, rejects } = record
  const judged = met + degraded + failed
  const figures = [
    { value: met, label: `met of ${judged} judged` },
    { value: slashed, label: 'slashed epochs' },
    { value: misses, label: rejects === 0 ? 'missed starts' : `missed starts, ${rejects} declined` },
    { value: earlyExits, label: 'early exits' },
  ]
  return (
    <PageSection
      title="Record"
      aside={clients === 0 ? 'No client yet' : `${clients} ${clients === 1 ? 'client' : 'clients'} so far`}
    >
      <LastEpochs vendor={vendor} />
      <dl className={styles.figures}>
        {figures.map(({ value, label }) => (
          <div key={label} className={styles.figure}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </PageSection>
  )
}

function LastEpochs({ vendor }: { vendor: Offer['vendor'] }) {
  const epochs = useVendorEpochs(vendor, SHOWN)
  if (epochs.isPending) return <Skeleton height={44} />
  if (!epochs.data)
    return (
      <ErrorNote what="The record does not load." error={epochs.error} onRetry={() => epochs.refetch()} />
    )
  const booked = epochs.data
  if (booked.length === 0) return <p className={styles.none}>No epoch of this vendor was judged yet.</p>
  const spanSeconds = spanOf(booked)
  return (
    <EpochStrip
      cells={cellsOf(booked)}
      fundedAhead={0}
      startLabel={({ epoch }) => formatMoment(booked[epoch]?.start ?? 0, { spanSeconds, short: true })}
      describe={(cell) => describeCell(booked, cell)}
    />
  )
}
