import { useRef } from 'react'
import { EpochRecord } from './EpochRecord.tsx'
import styles from './EpochStrip.module.css'
import { layOutStrip, type StripContent, stripLabels, unfundedCells } from './layOutStrip.ts'
import { placeLabels } from './placeLabels.ts'
import { planStrip } from './planStrip.ts'
import type { Cell } from './record.ts'
import { StripCells } from './StripCells.tsx'
import { StripLabels } from './StripLabels.tsx'
import { useWidth } from './useWidth.ts'

export type EpochStripProps = StripContent & {
  onSelect?: ((cell: Cell) => void) | undefined
  /** The last 30 epochs as a list's row shows them. */
  compact?: boolean | undefined
}

/**
 * Judged epochs, now, and the runway. One tab stop: arrow keys go from cell to cell, each is told in words by
 * `describe`, the running one too. What does not fit is cut, the oldest first; `startLabel` may be a function of the
 * first epoch that is shown.
 */
export function EpochStrip({ compact = false, onSelect, ...content }: EpochStripProps) {
  return compact ? (
    <EpochRecord cells={content.cells} />
  ) : (
    <MeasuredStrip content={content} onSelect={onSelect} />
  )
}

type StripProps = { content: StripContent; onSelect: EpochStripProps['onSelect'] }

function MeasuredStrip(props: StripProps) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  return (
    <div ref={frame} className={styles.strip}>
      {width > 0 && <Strip {...props} width={width} />}
    </div>
  )
}

function Strip({ content, onSelect, width }: StripProps & { width: number }) {
  const { cells, now, fundedAhead } = content
  const plan = planStrip(width, { judged: cells.length, isRunning: now !== undefined, ahead: fundedAhead })
  const items = layOutStrip(plan, content)
  const { above, below } = stripLabels(plan, items, content, width)
  return (
    <>
      <StripLabels labels={placeLabels(above, width)} width={width} />
      <StripCells
        plan={plan}
        items={items}
        base={unfundedCells(plan, content)}
        width={width}
        onSelect={onSelect}
      />
      <StripLabels labels={placeLabels(below, width)} width={width} />
    </>
  )
}
