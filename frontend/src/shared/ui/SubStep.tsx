import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import { StatusGlyph } from './StatusGlyph.tsx'
import type { StepState } from './StepList.tsx'
import styles from './SubStep.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

const words: Record<StepState, string> = {
  done: 'Done',
  skipped: 'Skipped',
  running: 'Running',
  next: 'Next',
  empty: 'Not begun',
  failed: 'Failed',
}

/** A line of a step: a check, a transaction. `aside` holds its gas and hash, `note` what else happened. */
export function SubStep({
  state,
  title,
  aside,
  note,
}: {
  state: StepState
  title: ReactNode
  aside?: ReactNode
  note?: ReactNode
}) {
  return (
    <div className={classes(styles.line, styles[state])}>
      <span className={styles.mark}>
        <Mark state={state} />
        <VisuallyHidden>{words[state]}: </VisuallyHidden>
      </span>
      <div className={styles.title}>
        {title}
        {note !== undefined && <div className={styles.note}>{note}</div>}
      </div>
      {aside !== undefined && <div className={styles.aside}>{aside}</div>}
    </div>
  )
}

function Mark({ state }: { state: StepState }) {
  switch (state) {
    case 'done':
      return <Icon name="check" />
    case 'skipped':
      return <Icon name="chevrons" />
    case 'running':
    case 'next':
      return <StatusGlyph status="running" />
    case 'failed':
      return <StatusGlyph status="failed" />
    case 'empty':
      return <StatusGlyph status="awaited" />
    default:
      throw new TypeError(`unknown step state ${state satisfies never}`)
  }
}

/** The open transaction of a step: what it does, what it costs, its buttons. */
export function StepAction({
  title,
  children,
  actions,
}: {
  title: ReactNode
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className={styles.action}>
      <h3>{title}</h3>
      {children !== undefined && <div className={styles.about}>{children}</div>}
      {actions !== undefined && <div className={styles.buttons}>{actions}</div>}
    </div>
  )
}
