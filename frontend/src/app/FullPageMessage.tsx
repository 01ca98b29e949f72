import type { ReactNode } from 'react'
import styles from './FullPageMessage.module.css'

/** The whole page, when there is nothing else to show: what is wrong, and what can be done. */
export function FullPageMessage({
  title,
  error,
  children,
}: {
  title: string
  error: unknown
  children: ReactNode
}) {
  return (
    <main className={styles.message}>
      <h1>{title}</h1>
      <p>{error instanceof Error ? error.message : String(error)}</p>
      <p>{children}</p>
    </main>
  )
}
