import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Panel.module.css'

/** A surface with a hairline. An `aside` or `beside` needs a title. `tight` leaves the padding to what is inside: sections, tables, steps. */
export function Panel({
  title,
  beside,
  aside,
  children,
  footer,
  tight = false,
}: {
  title?: ReactNode
  /** Controls next to the title. */
  beside?: ReactNode
  /** At the right of the title. */
  aside?: ReactNode
  children?: ReactNode
  footer?: ReactNode
  tight?: boolean | undefined
}) {
  return (
    <section className={styles.panel} data-panel="">
      {title !== undefined && (
        <header className={styles.head}>
          <h2 className={styles.title}>{title}</h2>
          {beside}
          {aside !== undefined && <div className={styles.aside}>{aside}</div>}
        </header>
      )}
      <div className={classes(!tight && styles.body)}>{children}</div>
      {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
    </section>
  )
}

/** A padded part of a tight panel, with a hairline above all but the first. */
export function PanelSection({ children }: { children: ReactNode }) {
  return <div className={styles.section}>{children}</div>
}
