import type { Status } from '../../../shared/ui/index.ts'
import { samplesInWords } from '../model.ts'
import styles from './Health.module.css'

const WIDTH = 96
const HEIGHT = 20
/** Where a met sample and a miss stand, px from above. */
const HIGH = 6
const FOOT = 18

/**
 * Newest samples as a line: a met one stands high, lower the longer it took, a miss lies at the foot.
 *
 * @param boundMs - The agreed latency; undefined when time does not count.
 */
export function Sparkline({
  samples,
  boundMs,
  status,
}: {
  samples: readonly { ok: boolean; ms: number }[]
  boundMs: number | undefined
  status: Status
}) {
  const step = samples.length > 1 ? WIDTH / (samples.length - 1) : WIDTH
  const points = samples.map(({ ok, ms }, index) => {
    const late = boundMs === undefined ? 0 : Math.min(1, ms / boundMs) / 2
    const share = ok ? 1 - late : 0
    return `${(index * step).toFixed(1)},${(HIGH + (1 - share) * (FOOT - HIGH)).toFixed(1)}`
  })
  return (
    <svg
      className={`${styles.spark} ${styles[status] ?? ''}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={samplesInWords(samples)}
    >
      <title>{samplesInWords(samples)}</title>
      {points.length > 1 && <polyline points={points.join(' ')} />}
    </svg>
  )
}
