import type { ReactNode } from 'react'
import { Link } from 'react-router'
import styles from './PageHead.module.css'

export type Crumb = { label: string; to?: string | undefined }

/** What a page is: where it lies, its name, its state, what can be done. Actions dock at the foot of a phone. */
export function PageHead({
  crumbs,
  icon,
  title,
  tag,
  subtitle,
  actions,
}: {
  crumbs?: Crumb[] | undefined
  icon?: ReactNode
  title: ReactNode
  tag?: ReactNode
  subtitle?: ReactNode
  actions?: ReactNode
}) {
  return (
    <header className={styles.head}>
      {crumbs && <Crumbs crumbs={crumbs} />}
      <div className={styles.main}>
        {icon !== undefined && <div className={styles.icon}>{icon}</div>}
        <div className={styles.words}>
          <div className={styles.name}>
            <h1>{title}</h1>
            {tag}
          </div>
          {subtitle !== undefined && <div className={styles.subtitle}>{subtitle}</div>}
        </div>
        {actions !== undefined && (
          <div className={styles.actions} data-dock="">
            {actions}
          </div>
        )}
      </div>
    </header>
  )
}

function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb">
      <ol className={styles.crumbs}>
        {crumbs.map(({ label, to }, index) => (
          <li key={`${label} ${to}`}>
            {to === undefined ? (
              <bdi aria-current={index === crumbs.length - 1 ? 'page' : undefined}>{label}</bdi>
            ) : (
              <Link to={to}>
                <bdi>{label}</bdi>
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}
