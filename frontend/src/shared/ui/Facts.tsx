import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Facts.module.css'

export type Fact = { label: string; value: ReactNode; note?: ReactNode }

/** Names and values, a hairline between; in up to two columns where there is room. */
export function Facts({ items, columns = 1 }: { items: Fact[]; columns?: 1 | 2 | undefined }) {
  return (
    <div className={styles.frame}>
      <dl className={classes(styles.facts, columns === 2 && styles.two)}>
        {items.map(({ label, value, note }) => (
          <div key={label} className={styles.fact}>
            <dt>{label}</dt>
            <dd>
              {value}
              {note !== undefined && <div className={styles.note}>{note}</div>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
