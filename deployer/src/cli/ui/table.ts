import { stripVTControlCharacters } from 'node:util'

/** Lines of aligned columns; numbers are given as text. `right`: columns to align at their right edge. */
export function formatTable(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [index, cell] of row.entries())
      widths[index] = Math.max(widths[index] ?? 0, visibleLength(cell))
  }
  return rows
    .map((row) =>
      row
        .map((cell, index) => {
          const padding = ' '.repeat((widths[index] ?? 0) - visibleLength(cell))
          if (right.includes(index)) return padding + cell
          return index === row.length - 1 ? cell : cell + padding
        })
        .join('  '),
    )
    .join('\n')
}

/** Length without colour codes. */
function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length
}
