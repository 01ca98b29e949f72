import { cellShapes } from './cellShapes.ts'
import styles from './EpochCell.module.css'
import type { Status } from './status.ts'

/** One epoch: its height is its price, its fill what was paid of it (0 to 1). Sizes in px. Silent by itself. */
export function EpochCell({
  status,
  fill,
  width = 14,
  height = 40,
}: {
  status: Status
  fill: number
  width?: number | undefined
  height?: number | undefined
}) {
  return (
    <svg className={styles.cell} width={width} height={height} aria-hidden="true">
      {cellShapes(status, fill, { width, height }).map(({ paint, d }) => (
        <path key={paint} className={styles[paint]} d={d} />
      ))}
    </svg>
  )
}
