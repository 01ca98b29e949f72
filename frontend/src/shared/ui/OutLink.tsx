import type { ReactNode } from 'react'
import { cleanText } from '../format/index.ts'
import styles from './links.module.css'
import { safeHref } from './safeHref.ts'

/** A link out of the page, in a new tab. Anything but https, or http on this machine, stays plain text. */
export function OutLink({ href, children }: { href: string; children?: ReactNode }) {
  const target = safeHref(href)
  if (target === undefined) return <bdi dir="ltr">{children ?? cleanText(href, 200)}</bdi>
  return (
    <a className={styles.link} href={target} target="_blank" rel="noopener noreferrer">
      {children ?? target.replace(/\/$/, '')}
    </a>
  )
}
