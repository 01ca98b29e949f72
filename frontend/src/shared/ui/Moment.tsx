import { formatAge, formatDateTime, formatMoment } from '../format/index.ts'
import styles from './Moment.module.css'

const A_YEAR = 365 * 86_400

/** A point in time, unix seconds: a date, or a clock when the reader looks at a short span. Whole on hover, in UTC. */
export function Moment({
  at,
  spanSeconds = A_YEAR,
  short = false,
}: {
  at: number
  spanSeconds?: number | undefined
  short?: boolean | undefined
}) {
  return <Time at={at}>{formatMoment(at, { spanSeconds, short })}</Time>
}

/** How long ago, or in how long, `at` is, seen from `now`; both unix seconds. The moment itself on hover. */
export function Age({ at, now }: { at: number; now: number }) {
  return <Time at={at}>{formatAge(Math.trunc(now - at))}</Time>
}

function Time({ at, children }: { at: number; children: string }) {
  const date = new Date(at * 1000)
  return (
    <time
      className={styles.time}
      dateTime={Number.isNaN(date.getTime()) ? undefined : date.toISOString()}
      title={formatDateTime(at)}
    >
      {children}
    </time>
  )
}
