import type { Metric } from '@opraas/contracts'
import { formatShare } from '../format/index.ts'
import styles from './Ramp.module.css'
import { ninesRamp, type RampPoint } from './rampScale.ts'

const WIDTH = 117
const HEIGHT = 32
const TOP = 2
const BASE = HEIGHT - 2
const GRID = [WIDTH / 3, (WIDTH * 2) / 3]

/** What uptime pays, on the nines axis that all rows of a list share: grid lines at 99 and 99.9%. */
export function RampNines({ metric }: { metric: Metric }) {
  const { floor, points } = ninesRamp(metric)
  const line = points.map(place).join('L')
  const floorX = (floor.x * WIDTH).toFixed(1)
  return (
    <figure className={styles.row}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
        <path className={styles.area} d={`M${floorX} ${BASE}L${line}L${WIDTH} ${BASE}z`} />
        <path className={styles.grid} d={GRID.map((x) => `M${x} 0V${HEIGHT}`).join('')} />
        {floor.x > 0 && <path className={styles.nothing} d={`M0 ${BASE}H${floorX}`} />}
        <path className={styles.line} d={`M${line}`} />
      </svg>
      <figcaption className={styles.words}>
        <b>{formatShare(metric.target)}</b> pays all, under <b>{formatShare(metric.floor)}</b> none
      </figcaption>
    </figure>
  )
}

function place({ x, y }: RampPoint): string {
  return `${(x * WIDTH).toFixed(1)} ${(BASE - y * (BASE - TOP)).toFixed(1)}`
}
