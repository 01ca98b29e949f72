import { EpochCell } from './EpochCell.tsx'
import styles from './EpochRecord.module.css'
import { type Cell, recordInWords } from './record.ts'

const MOST = 30

/** The last 30 epochs, small, as a row of the offers list shows them. */
export function EpochRecord({ cells }: { cells: Cell[] }) {
  const shown = cells.slice(-MOST)
  const missing = Array.from({ length: MOST - shown.length }, (_, index) => index)
  return (
    <div className={styles.record} role="img" aria-label={recordInWords(shown)}>
      {shown.map(({ epoch, status, fill }) => (
        <EpochCell key={epoch} status={status} fill={fill} width={4} height={18} />
      ))}
      {missing.map((index) => (
        <EpochCell key={`none ${index}`} status="unfunded" fill={0} width={4} height={18} />
      ))}
    </div>
  )
}
