import type { AgreementState } from '@opraas/contracts'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { StatusGlyph } from './StatusGlyph.tsx'
import styles from './StatusTag.module.css'
import { type Shape, stateShapes, statusWords } from './status.ts'

/** A status as shape, word and colour. `tinted` sets it on its tint, as beside a page's name. */
export function StatusTag({
  status,
  children = statusWords[status],
  tinted = false,
}: {
  status: Shape
  children?: ReactNode
  tinted?: boolean | undefined
}) {
  return (
    <span className={classes(styles.tag, styles[status], tinted && styles.tinted)}>
      <StatusGlyph status={status} />
      {children}
    </span>
  )
}

/** The state of an agreement as shape, word and colour. */
export function StateTag({ state, tinted = true }: { state: AgreementState; tinted?: boolean | undefined }) {
  return (
    <StatusTag status={stateShapes[state]} tinted={tinted}>
      {state}
    </StatusTag>
  )
}
