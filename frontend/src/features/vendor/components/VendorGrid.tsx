import type { ReactNode } from 'react'
import styles from './VendorGrid.module.css'

/** What was earned at the left, what can be done with it at the right; below both, the agreements. */
export function VendorGrid({
  earned,
  aside,
  agreements,
}: {
  earned: ReactNode
  aside?: ReactNode
  agreements?: ReactNode
}) {
  return (
    <div className={styles.grid}>
      <div className={aside === undefined ? styles.whole : styles.column}>{earned}</div>
      {aside !== undefined && <div className={styles.aside}>{aside}</div>}
      {agreements !== undefined && <div className={styles.whole}>{agreements}</div>}
    </div>
  )
}
