import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Icon } from './Icon.tsx'
import { StatusGlyph } from './StatusGlyph.tsx'
import styles from './StepList.module.css'

export type StepState = 'done' | 'skipped' | 'running' | 'next' | 'empty' | 'failed'

const words: Record<StepState, string | undefined> = {
  done: 'Done',
  skipped: 'Skipped',
  running: 'Running',
  next: 'Your turn',
  empty: undefined,
  failed: 'Failed',
}

/** Steps in order, a surface of its own. */
export function StepList({ children }: { children: ReactNode }) {
  return <ol className={styles.list}>{children}</ol>
}

/** One step: a mark, a title, a word for its state; what is open of it as children. `aside` stands before the word. */
export function Step({
  state,
  title,
  subtitle,
  word = words[state],
  aside,
  children,
}: {
  state: StepState
  title: ReactNode
  subtitle?: ReactNode
  word?: string | undefined
  aside?: ReactNode
  children?: ReactNode
}) {
  return (
    <li className={classes(styles.step, styles[state])} aria-current={isTurn(state) ? 'step' : undefined}>
      <span className={styles.mark}>
        <Mark state={state} />
      </span>
      <div className={styles.content}>
        <div className={styles.head}>
          <h2 className={styles.title}>{title}</h2>
          {aside !== undefined && <span className={styles.aside}>{aside}</span>}
          {word !== undefined && <span className={styles.word}>{word}</span>}
        </div>
        {subtitle !== undefined && <p className={styles.subtitle}>{subtitle}</p>}
        {children !== undefined && <div className={styles.children}>{children}</div>}
      </div>
    </li>
  )
}

function Mark({ state }: { state: StepState }) {
  switch (state) {
    case 'done':
      return <Icon name="check" size={14} />
    case 'skipped':
      return <Icon name="chevrons" size={14} />
    case 'running':
    case 'next':
      return <StatusGlyph status="running" />
    case 'failed':
      return <StatusGlyph status="failed" />
    case 'empty':
      return null
    default:
      throw new TypeError(`unknown step state ${state satisfies never}`)
  }
}

function isTurn(state: StepState): boolean {
  return state === 'running' || state === 'next'
}
