import type { ReactNode } from 'react'
import styles from './PageSection.module.css'

/** A part of the offer's page, with a hairline above it. `aside` stands at the right of its title. */
export function PageSection({
  title,
  aside,
  children,
}: {
  title: string
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <h2>{title}</h2>
        {aside !== undefined && <p className={styles.aside}>{aside}</p>}
      </header>
      {children}
    </section>
  )
}
