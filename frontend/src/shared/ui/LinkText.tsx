import type { ReactNode } from 'react'
import { Link } from 'react-router'
import styles from './links.module.css'

/** A link to a page of this dApp, in a line of text. */
export function LinkText({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className={styles.link}>
      {children}
    </Link>
  )
}
