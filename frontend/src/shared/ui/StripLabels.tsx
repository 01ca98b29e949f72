import { classes } from './classes.ts'
import type { ScaleLabel } from './placeLabels.ts'
import styles from './StripLabels.module.css'

/** A line of labels at their places, for the eye: the strip's items tell the same in words. */
export function StripLabels({ labels, width }: { labels: ScaleLabel[]; width: number }) {
  return (
    <div className={styles.line} aria-hidden="true">
      {labels.map(({ key, text, at, anchor }) => (
        <span
          key={key}
          className={classes(styles.label, anchor === 'middle' && styles.middle, styles[key])}
          style={anchor === 'end' ? { right: width - at } : { left: at }}
        >
          {text}
        </span>
      ))}
    </div>
  )
}
