import type { ReactNode } from 'react'
import styles from './Empty.module.css'

/** A list with nothing in it: a sentence and what to do. A surface of its own, unless it stands in a panel. */
export function Empty({
  title,
  children,
  action,
}: {
  title: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      <div className={styles.text}>{children}</div>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  )
}
