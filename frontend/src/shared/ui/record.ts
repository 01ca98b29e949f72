import { type Status, statusWords } from './status.ts'

/** One epoch of a strip. `fill`: 0 to 1 of the price, what was paid. */
export type Cell = { epoch: number; status: Status; fill: number }

/** What a row of cells shows, in words: "30 epochs: 28 met, 1 degraded, 1 failed". */
export function recordInWords(cells: Cell[]): string {
  if (cells.length === 0) return 'No epochs yet'
  const counts = new Map<Status, number>()
  for (const { status } of cells) counts.set(status, (counts.get(status) ?? 0) + 1)
  const words = [...counts].map(([status, count]) => `${count} ${statusWords[status].toLowerCase()}`)
  return `${cells.length} ${cells.length === 1 ? 'epoch' : 'epochs'}: ${words.join(', ')}`
}
