import type { Metric } from '@opraas/contracts'
import { formatBps, formatShare } from '../format/index.ts'
import { classes } from './classes.ts'
import styles from './Ramp.module.css'
import { linearAxis, linearRamp } from './rampScale.ts'

/**
 * What one metric pays: nothing under its floor, all from its target. `marker` (bps) shows where it stands now. A
 * metric with target 0 is not agreed and says so.
 */
export function RampLinear({
  metric,
  title,
  subtitle,
  marker,
}: {
  metric: Metric
  title: string
  subtitle: string
  marker?: number | undefined
}) {
  return (
    <figure className={styles.detail}>
      <figcaption>
        <span className={styles.title}>{title}</span>
        <span className={styles.subtitle}>{subtitle}</span>
      </figcaption>
      {metric.target === 0 ? (
        <p className={styles.subtitle}>Not agreed: it neither pays nor costs.</p>
      ) : (
        <>
          <Plot metric={metric} marker={marker} />
          <div className={styles.ends}>
            <span>
              under <b>{formatShare(metric.floor)}</b> pays nothing
            </span>
            <span>
              from <b>{formatShare(metric.target)}</b> pays 100%
            </span>
          </div>
        </>
      )}
    </figure>
  )
}

function Plot({ metric, marker }: { metric: Metric; marker: number | undefined }) {
  const { floor, points } = linearRamp(metric)
  const line = points.map(({ x, y }) => `${x * 100} ${100 - y * 100}`).join('L')
  const [atX, atY] = [floor.x * 100, 100 - floor.y * 100]
  const markerX = marker === undefined ? undefined : linearAxis(metric, marker) * 100
  return (
    <div className={classes(styles.plot, markerX !== undefined && styles.marked)}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path className={styles.area} d={`M${atX} 100L${line}L100 100z`} />
        {atX > 0 && <path className={styles.unpaid} d={`M0 100H${atX}`} />}
        <path className={styles.step} d={`M${atX} 100V${atY}`} />
        <path className={styles.line} d={`M${line}`} />
        {markerX !== undefined && <path className={styles.marker} d={`M${markerX} -12V100`} />}
      </svg>
      {metric.payoutAtFloor > 0 && atX > 0 && (
        <span className={styles.atFloor} style={{ right: `${100 - atX}%`, top: `${atY}%` }}>
          {formatShare(metric.payoutAtFloor)}
        </span>
      )}
      {marker !== undefined && markerX !== undefined && (
        <span
          className={styles.markerLabel}
          style={{ left: `${markerX}%`, transform: `translateX(-${markerX}%)` }}
        >
          {formatBps(marker)} now
        </span>
      )}
    </div>
  )
}
