import type { ReactNode } from 'react'
import styles from './Disclosure.module.css'
import { Icon } from './Icon.tsx'

/** What most need not see; `open` says whether it starts open. */
export function Disclosure({
  title,
  open = false,
  children,
}: {
  title: ReactNode
  open?: boolean | undefined
  children: ReactNode
}) {
  return (
    <details className={styles.details} open={open}>
      <summary className={styles.summary}>
        <span className={styles.chevron}>
          <Icon name="chevronRight" />
        </span>
        {title}
      </summary>
      <div className={styles.content}>{children}</div>
    </details>
  )
}
