import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon, type IconName } from './Icon.tsx'
import styles from './TxButtonView.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

/** Where a transaction's button stands: what can be done, what is under way, what came of it. */
export type TxPhaseView =
  | 'idle'
  /** Something is missing, and a click cures it. */
  | 'cure'
  /** Something is missing that no click cures; the label says what. */
  | 'blocked'
  | 'checking'
  | 'wallet'
  | 'sent'
  | 'confirming'
  | 'confirmed'
  | 'failed'

const icons: Partial<Record<TxPhaseView, IconName>> = { wallet: 'wallet', confirmed: 'check' }
const BUSY: readonly TxPhaseView[] = ['checking', 'wallet', 'sent', 'confirming']

/**
 * The face of a transaction: a button of one width whatever it says, its progress at its foot, a note that is read
 * out when it changes. It stays in the tab order while nothing can be clicked, so that focus is not lost.
 *
 * @param progress - Percent; 0 shows none.
 * @param noteTone - `error` is the default after a failure.
 * @param wide - As wide as its place, the note below it.
 */
export function TxButtonView({
  phase,
  label,
  icon = icons[phase],
  note,
  noteTone = phase === 'failed' ? 'error' : 'quiet',
  progress,
  disabled = false,
  kind = 'main',
  wide = false,
  onClick,
}: {
  phase: TxPhaseView
  label: string
  icon?: IconName | undefined
  note?: ReactNode
  noteTone?: 'quiet' | 'error' | undefined
  progress: number
  disabled?: boolean | undefined
  kind?: 'main' | 'plain' | 'danger' | undefined
  wide?: boolean | undefined
  onClick: () => void
}) {
  const isBusy = BUSY.includes(phase)
  const isInert = disabled || isBusy || phase === 'blocked' || phase === 'confirmed'
  const isAnswer = isBusy || phase === 'confirmed' || phase === 'failed'
  return (
    <div className={classes(styles.tx, wide && styles.wide)}>
      <button
        type="button"
        className={classes(styles.button, styles[lookOf(phase, kind)])}
        aria-disabled={isInert}
        aria-busy={isBusy}
        onClick={isInert ? undefined : onClick}
      >
        {icon && <Icon name={icon} />}
        <span className={styles.label}>{label}</span>
        <span className={styles.progress} style={{ width: `${phase === 'confirmed' ? 0 : progress}%` }} />
      </button>
      <p className={classes(styles.note, noteTone === 'error' && styles.error)} role="status">
        {isAnswer && <VisuallyHidden>{label}. </VisuallyHidden>}
        {note}
      </p>
    </div>
  )
}

function lookOf(phase: TxPhaseView, kind: 'main' | 'plain' | 'danger') {
  switch (phase) {
    case 'blocked':
    case 'confirmed':
      return phase
    case 'cure':
      return 'plain'
    case 'failed':
      return kind === 'danger' ? 'danger' : 'plain'
    default:
      return kind
  }
}
