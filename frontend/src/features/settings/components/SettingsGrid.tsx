import type { ReactNode } from 'react'
import styles from './SettingsGrid.module.css'

/** The panels of the page, one below the other. */
export function SettingsGrid({ children }: { children: ReactNode }) {
  return <div className={styles.grid}>{children}</div>
}
