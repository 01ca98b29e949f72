import type { CSSProperties, ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './DataTable.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export type Column<Row> = {
  key: string
  title: ReactNode
  align?: 'start' | 'end' | undefined
  render: (row: Row) => ReactNode
  /** Where it is narrow: a line below the row's other cells instead of a column. */
  hideOnPhone?: boolean | undefined
}

/** A table whose columns with `hideOnPhone` become lines below their row where it is narrow. `caption` is for screen readers. */
export function DataTable<Row>({
  columns,
  rows,
  rowKey,
  caption,
}: {
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string | number
  caption: string
}) {
  const others = columns.filter(({ hideOnPhone }) => !hideOnPhone).length - 1
  const style: CSSProperties & Record<'--others', number> = { '--others': Math.max(1, others) }
  return (
    <div className={styles.frame}>
      <table className={styles.table} style={style}>
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classNameOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.key} className={classNameOf(column)}>
                  {column.hideOnPhone && (
                    <span className={styles.label} aria-hidden="true">
                      {column.title}
                    </span>
                  )}
                  {column.hideOnPhone ? <div>{column.render(row)}</div> : column.render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function classNameOf<Row>({ align, hideOnPhone }: Column<Row>): string {
  return classes(align === 'end' && styles.end, hideOnPhone && styles.below)
}
