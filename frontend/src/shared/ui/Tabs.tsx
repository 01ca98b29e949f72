import { NavLink } from 'react-router'
import styles from './Tabs.module.css'

export type Tab = { to: string; label: string; count?: number | undefined; end?: boolean | undefined }

/** The pages of one thing, side by side. `label` names the whole; `end` marks a tab only at its own address. */
export function Tabs({ label, items }: { label: string; items: Tab[] }) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {items.map(({ to, label, count, end = false }) => (
        <NavLink key={to} to={to} end={end} className={styles.tab ?? ''}>
          {label}
          {count !== undefined && <span className={styles.count}>{count}</span>}
        </NavLink>
      ))}
    </nav>
  )
}
