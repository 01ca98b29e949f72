import { useEffect, useState } from 'react'
import styles from './CopyButton.module.css'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'

const SHOWN_MS = 2_000

/**
 * Copies `text` and says so. `label` says what: "Copy address".
 *
 * @param shown - Shows the label as a quiet button instead of an icon alone.
 */
export function CopyButton({
  text,
  label,
  shown = false,
}: {
  text: string
  label: string
  shown?: boolean | undefined
}) {
  const [said, setSaid] = useState<'Copied' | 'Not copied'>()
  useEffect(() => {
    if (said === undefined) return
    const timer = setTimeout(() => setSaid(undefined), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [said])
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('Not copied'),
    )
  }
  return (
    <span className={styles.copy}>
      <button
        type="button"
        className={classes(shown ? styles.worded : styles.icon)}
        onClick={copy}
        aria-label={shown ? undefined : label}
        title={shown ? undefined : label}
      >
        <Icon name={said === 'Copied' ? 'check' : 'copy'} size={14} />
        {shown && label}
      </button>
      <span role="status" className={classes(said && styles.said)}>
        {said}
      </span>
    </span>
  )
}
