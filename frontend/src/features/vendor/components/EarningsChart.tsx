import { formatUnits } from 'viem'
import { formatAmount, formatMoment, formatNumber } from '../../../shared/format/index.ts'
import { nameOf } from '../../../shared/l1/boundName.ts'
import type { Token } from '../../../shared/market/token.ts'
import type { BookedEpoch, Earnings } from '../model/earnings.ts'
import { heightOf, ticksOf } from '../model/scale.ts'
import styles from './EarningsChart.module.css'

const HEIGHT = 168
/** So few bars don't become walls. */
const LEAST_SLOTS = 8
/** Share of its slot that a bar takes. */
const BAR = 0.74
/** Between the base line and what lies below it, in px. */
const GAP = 2

/** A bar per booked epoch, as high as its price: what was earned, what was not, and below the line what was slashed. */
export function EarningsChart({ earnings }: { earnings: Earnings }) {
  const { token, epochs, missed, slashed } = earnings
  const max = epochs.reduce((top, one) => larger(top, one.earned + one.missed), 0n)
  const worst = epochs.reduce((top, one) => larger(top, one.slashed), 0n)
  const below = worst === 0n ? 0 : GAP + Math.max(3, heightOf(worst, max, HEIGHT))
  const slots = Math.max(LEAST_SLOTS, epochs.length)
  const ticks = ticksOf(max).map((at) => ({
    label: formatUnits(at, token.decimals),
    y: HEIGHT - heightOf(at, max, HEIGHT),
  }))
  const axisWidth = `${Math.max(...ticks.map(({ label }) => label.length))}ch`
  return (
    <figure className={styles.figure} style={{ gridTemplateColumns: `${axisWidth} minmax(0, 1fr)` }}>
      <div className={styles.axis} aria-hidden="true">
        {ticks.map(({ label, y }) => (
          <span key={label} style={{ top: y }}>
            {label}
          </span>
        ))}
      </div>
      <svg className={styles.plot} height={HEIGHT + 1 + below} role="img" aria-label={inWords(earnings)}>
        {ticks.map(({ label, y }) => (
          <line key={label} className={styles.grid} x1="0" x2="100%" y1={y + 0.5} y2={y + 0.5} />
        ))}
        {epochs.map((one, index) => {
          const place = { x: `${((index + (1 - BAR) / 2) * 100) / slots}%`, width: `${(BAR * 100) / slots}%` }
          const key = `${one.agreement.agreementId} ${one.epoch.epoch}`
          return <Bar key={key} one={one} token={token} max={max} place={place} />
        })}
        <line className={styles.base} x1="0" x2="100%" y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
      </svg>
      <Span epochs={epochs} share={epochs.length / slots} />
      <figcaption className={styles.legend} aria-hidden="true">
        <span className={styles.earnedKey}>Earned</span>
        {missed > 0n && <span className={styles.missedKey}>Not earned</span>}
        {slashed > 0n && <span className={styles.slashedKey}>Slashed</span>}
      </figcaption>
    </figure>
  )
}

type Place = { x: string; width: string }

function Bar({ one, token, max, place }: { one: BookedEpoch; token: Token; max: bigint; place: Place }) {
  const { agreement, epoch, earned, missed, slashed } = one
  const paid = heightOf(earned, max, HEIGHT)
  const unpaid = heightOf(missed, max, HEIGHT)
  const lost = slashed === 0n ? '' : `, ${formatNumber(slashed, token)} slashed`
  return (
    <g>
      <title>
        {`${nameOf(agreement)}, epoch ${epoch.epoch}: ${formatNumber(earned, token)} of ${formatAmount(earned + missed, token)}${lost}`}
      </title>
      {paid > 0 && <rect className={styles.earned} {...place} y={HEIGHT - paid} height={paid} rx="2" />}
      {unpaid > 2 && (
        <rect
          className={styles.missed}
          {...place}
          y={HEIGHT - paid - unpaid + 0.5}
          height={unpaid - 2}
          rx="2"
        />
      )}
      {slashed > 0n && (
        <rect
          className={styles.slashed}
          {...place}
          y={HEIGHT + 1 + GAP}
          height={Math.max(3, heightOf(slashed, max, HEIGHT)) - GAP}
          rx="2"
        />
      )}
    </g>
  )
}

/** From when to when: under the first and the last bar. */
function Span({ epochs, share }: { epochs: readonly BookedEpoch[]; share: number }) {
  const [from, to] = [epochs[0]?.epoch.start ?? 0, epochs.at(-1)?.epoch.end ?? 0]
  const moment = (at: number): string => formatMoment(at, { spanSeconds: to - from, short: true })
  return (
    <div className={styles.span} style={{ width: `${share * 100}%` }} aria-hidden="true">
      <span>{moment(from)}</span>
      <span>{moment(to)}</span>
    </div>
  )
}

function inWords({ token, epochs, earned, missed, slashed }: Earnings): string {
  const rest = `${formatNumber(missed, token)} not, ${formatNumber(slashed, token)} slashed`
  return `${epochs.length} booked epochs: ${formatAmount(earned, token)} earned, ${rest}. The table below has each.`
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
