import type { Offer } from '../../../shared/market/offers.ts'
import { useVendorEpochs } from '../../../shared/market/queries.ts'
import { Button, EpochStrip, Skeleton } from '../../../shared/ui/index.ts'
import { recordWords } from '../model.ts'
import { cellsOf, describeCell } from '../record.ts'
import styles from './VendorRecord.module.css'

const SHOWN = 30

/** A vendor's last epochs with all its clients, small, and its counters in words. */
export function VendorRecord({ offer: { vendor, record } }: { offer: Offer }) {
  const epochs = useVendorEpochs(vendor, SHOWN)
  if (epochs.isPending) return <Skeleton height={18} />
  if (!epochs.data)
    return (
      <p className={styles.words}>
        The record does not load.{' '}
        <Button kind="link" onClick={() => void epochs.refetch()}>
          Retry
        </Button>
      </p>
    )
  const booked = epochs.data
  const words = recordWords(record) ?? (booked.length === 0 ? 'No record yet' : 'None of them counted')
  return (
    <div className={styles.record}>
      <EpochStrip
        compact
        cells={cellsOf(booked)}
        fundedAhead={0}
        describe={(cell) => describeCell(booked, cell)}
      />
      <p className={styles.words}>{words}</p>
    </div>
  )
}
