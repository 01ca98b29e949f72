import { classes } from './classes.ts'
import styles from './Skeleton.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

const WIDTHS = ['45%', '70%', '58%', '80%', '36%']

/** The room of what is being read, after 150 ms: `lines` of text, a row of `cells`, or one block of `height` px. */
export function Skeleton({
  lines,
  cells = 0,
  height,
}: {
  lines?: number | undefined
  cells?: number | undefined
  height?: number | undefined
}) {
  const isBlock = height !== undefined
  const count = lines ?? (isBlock || cells > 0 ? 0 : 3)
  return (
    <div className={styles.skeleton}>
      <VisuallyHidden>Reading</VisuallyHidden>
      {Array.from({ length: count }, (_, line) => line).map((line) => (
        <span key={line} className={styles.bone} style={{ width: WIDTHS[line % WIDTHS.length] }} />
      ))}
      {isBlock && <span className={styles.bone} style={{ height }} />}
      {cells > 0 && (
        <span className={styles.cells}>
          {Array.from({ length: cells }, (_, cell) => cell).map((cell) => (
            <span key={cell} className={classes(styles.bone, styles.cell)} />
          ))}
        </span>
      )}
    </div>
  )
}
