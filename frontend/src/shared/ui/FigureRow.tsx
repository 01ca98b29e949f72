import type { ReactNode } from 'react'
import styles from './FigureRow.module.css'

export type Figure = { label: string; value: ReactNode; unit?: ReactNode; note?: ReactNode }

/** The key figures of a page side by side, for a tight panel. On a phone the first has a line of its own. */
export function FigureRow({ items }: { items: Figure[] }) {
  return (
    <div className={styles.frame}>
      <dl className={styles.row}>
        {items.map(({ label, value, unit, note }) => (
          <div key={label} className={styles.figure}>
            <dt>{label}</dt>
            <dd className={styles.value}>
              {value}
              {unit !== undefined && <span className={styles.unit}>{unit}</span>}
            </dd>
            {note !== undefined && <dd className={styles.note}>{note}</dd>}
          </div>
        ))}
      </dl>
    </div>
  )
}
