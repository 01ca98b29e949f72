import type { ReactNode } from 'react'
import { exactPlaces, type Token } from '../format/index.ts'
import { Amount } from './Amount.tsx'
import { classes } from './classes.ts'
import styles from './MoneyBar.module.css'
import { moneyShares } from './moneyShares.ts'

/** Whose money, or what became of it. `units` are the token's smallest. */
export type MoneySegment = {
  kind: 'earned' | 'atStake' | 'yours' | 'locked' | 'slashed'
  label: string
  units: bigint
}

/** A sum of money in its parts: a bar, and below it every part with its amount, also the empty ones. */
export function MoneyBar({
  title,
  note,
  segments,
  token,
}: {
  title: string
  note: ReactNode
  segments: MoneySegment[]
  token: Token
}) {
  const amounts = segments.map(({ units }) => units)
  const shares = moneyShares(amounts)
  // Exact, so that the parts add up as they are read.
  const places = exactPlaces(token, ...amounts)
  return (
    <div className={styles.money}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <span className={styles.note}>{note}</span>
      </div>
      <div className={styles.bar} aria-hidden="true">
        {segments.map(({ kind, label }, index) => {
          const share = shares[index] ?? 0
          return share > 0 && <span key={label} className={styles[kind]} style={{ flexGrow: share }} />
        })}
      </div>
      <dl className={styles.legend}>
        {segments.map(({ kind, label, units }) => (
          <div key={label}>
            <dt>
              <span className={classes(styles.swatch, styles[kind])} />
              {label}
            </dt>
            <dd>
              <Amount units={units} token={token} places={places} symbol={false} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
