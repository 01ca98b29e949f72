import type { ReactNode } from 'react'
import styles from './Kit.module.css'

/** A titled part of the gallery. */
export function KitSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}
