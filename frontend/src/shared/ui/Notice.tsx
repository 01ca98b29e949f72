import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon, type IconName } from './Icon.tsx'
import styles from './Notice.module.css'

export type NoticeTone = 'info' | 'warn' | 'error' | 'stale' | 'good'

const icons: Record<NoticeTone, IconName> = {
  info: 'info',
  warn: 'warning',
  error: 'warning',
  stale: 'clock',
  good: 'check',
}

/** One thing to know now: the title says what, the rest what it means. An error is read out at once. */
export function Notice({
  tone,
  title,
  children,
  action,
}: {
  tone: NoticeTone
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={classes(styles.notice, styles[tone])} role={tone === 'error' ? 'alert' : undefined}>
      <div className={styles.words}>
        <span className={styles.icon}>
          <Icon name={icons[tone]} />
        </span>
        <div className={styles.text}>
          <strong>{title}</strong> {children}
        </div>
      </div>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  )
}
