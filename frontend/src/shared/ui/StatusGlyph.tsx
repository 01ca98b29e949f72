import { classes } from './classes.ts'
import styles from './StatusGlyph.module.css'
import type { Shape } from './status.ts'

/** The 12 px shape of a status. Silent: its word stands beside it. */
export function StatusGlyph({ status, size = 12 }: { status: Shape; size?: number | undefined }) {
  return (
    <svg
      className={classes(styles.glyph, styles[status])}
      viewBox="0 0 12 12"
      width={size}
      height={size}
      aria-hidden="true"
    >
      {shapes[status]}
    </svg>
  )
}

const block = (
  <path className={styles.fill} d="M2 0h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H2a2 2 0 0 1-2-2V2a2 2 0 0 1 2-2z" />
)
const outline = <rect className={styles.stroke} x=".75" y=".75" width="10.5" height="10.5" rx="1.75" />

const shapes: Record<Shape, React.ReactNode> = {
  met: block,
  degraded: (
    <>
      <path className={styles.fill} d="M0 5h12v5a2 2 0 0 1-2 2H2a2 2 0 0 1-2-2z" />
      {outline}
    </>
  ),
  failed: <path className={styles.stroke} d="M2.5.75l7 7M9.5.75l-7 7M.5 11.25h11" />,
  silent: <rect className={styles.dashed} x=".75" y=".75" width="10.5" height="10.5" rx="1.75" />,
  excused: <path className={styles.fill} d="M2 0h5l5 5v5a2 2 0 0 1-2 2H2a2 2 0 0 1-2-2V2a2 2 0 0 1 2-2z" />,
  running: (
    <>
      <path className={styles.fill} d="M1 6.5h5.5v5H1z" />
      <rect className={styles.frame} x="1" y="1" width="10" height="10" rx="1.5" />
    </>
  ),
  awaited: (
    <>
      {outline}
      <circle className={styles.fill} cx="6" cy="6" r="1.5" />
    </>
  ),
  funded: block,
  unfunded: <path className={styles.stroke} d="M.5 11.25h11" />,
  closed: outline,
}
