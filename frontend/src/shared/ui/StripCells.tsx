import { useId } from 'react'
import { classes } from './classes.ts'
import { EpochCell } from './EpochCell.tsx'
import type { StripItem } from './layOutStrip.ts'
import type { StripPlan } from './planStrip.ts'
import type { Cell } from './record.ts'
import styles from './StripCells.module.css'
import { useCellCursor } from './useCellCursor.ts'

const HEIGHT = 44

/** The cells of a strip as a list box: one tab stop, arrow keys, the pointed one told in words above it. */
export function StripCells({
  plan,
  items,
  base,
  width,
  onSelect,
}: {
  plan: StripPlan
  items: StripItem[]
  /** Left edges of the cells without money, in px. */
  base: number[]
  /** Of the whole strip, in px. */
  width: number
  onSelect: ((cell: Cell) => void) | undefined
}) {
  const id = useId()
  const select = ({ cell }: StripItem): void => {
    if (cell) onSelect?.(cell)
  }
  const { current, isTold, point, hush, tell, onKeyDown } = useCellCursor(items, select)
  return (
    <div className={classes(styles.row, onSelect && styles.selectable)} style={{ height: HEIGHT }}>
      {plan.isCutBefore && <span className={classes(styles.cut, styles.before)} />}
      <div
        className={styles.items}
        role="listbox"
        aria-label="Epochs"
        aria-orientation="horizontal"
        aria-activedescendant={current && `${id}${current.key}`}
        tabIndex={0}
        onFocus={tell}
        onBlur={hush}
        onPointerLeave={hush}
        onKeyDown={onKeyDown}
      >
        {items.map((item) => (
          <div
            key={item.key}
            id={`${id}${item.key}`}
            className={styles.item}
            style={{ left: item.left, width: item.width }}
            role="option"
            tabIndex={-1}
            aria-label={item.description}
            aria-selected={item === current}
            onPointerEnter={() => point(item)}
            onPointerDown={() => select(item)}
          >
            {item.drawn.map(({ left, status, fill }) => (
              <span key={left} className={styles.cell} style={{ left }}>
                <EpochCell status={status} fill={fill} width={plan.cellWidth} height={HEIGHT} />
              </span>
            ))}
          </div>
        ))}
      </div>
      {base.map((left) => (
        <span key={left} className={styles.cell} style={{ left }}>
          <EpochCell status="unfunded" fill={0} width={plan.cellWidth} height={HEIGHT} />
        </span>
      ))}
      {plan.isCutAfter && <span className={classes(styles.cut, styles.after)} />}
      {isTold && current && <Told item={current} width={width} />}
    </div>
  )
}

/** The words of an item, above it, and never beyond the strip's ends. */
function Told({ item, width }: { item: StripItem; width: number }) {
  const middle = item.left + item.width / 2
  const style = { left: middle, transform: `translateX(${(-100 * middle) / width}%)` }
  return (
    <div className={styles.told} style={style} aria-hidden="true">
      {item.description}
    </div>
  )
}
