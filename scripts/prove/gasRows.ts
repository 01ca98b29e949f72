/** Most that each row may spend: the table in the design of the contracts. Execution gas, as `bench:gas` says. */
export const gasBudgets = {
  accept: 150_000,
  acceptBind: 195_000,
  start: 72_000,
  topUp: 42_000,
  settle: 47_000,
  settleFresh: 65_000,
  settleNextSame: 9_000,
  settleNextOther: 26_000,
  claim: 42_000,
  terminate: 28_000,
  onVerdict: 37_000,
} as const

export type GasRow = keyof typeof gasBudgets
export type GasTable = Record<GasRow, number>
/** A row that moved, against the snapshot. */
export type GasChange = { row: GasRow; before: number; now: number; percent: number }

/** Growth that a check lets pass, in percent: a new selector moves all the others by a few gas. */
export const GAS_TOLERANCE_PERCENT = 1
export const gasRows = Object.keys(gasBudgets) as GasRow[]

/** Reads the rows that the gas tests emit, each once: `gas accept: 149123`. */
export function parseGas(output: string): GasTable {
  const found = new Map<string, number>()
  for (const [, row = '', gas] of output.matchAll(/^\s*gas (\w+): (\d+)$/gm)) found.set(row, Number(gas))
  const missing = gasRows.filter((row) => !found.has(row))
  if (missing.length > 0) throw new Error(`The gas tests printed no ${missing.join(', ')}.`)
  return Object.fromEntries(gasRows.map((row) => [row, found.get(row)])) as GasTable // none is missing
}

/** Reads a snapshot; throws when a row is missing or no number. */
export function parseSnapshot(text: string): GasTable {
  const read = JSON.parse(text) as Partial<Record<string, unknown>>
  const wrong = gasRows.filter((row) => !Number.isInteger(read[row]))
  if (wrong.length > 0) throw new Error(`The snapshot of gas has no number for ${wrong.join(', ')}.`)
  return Object.fromEntries(gasRows.map((row) => [row, read[row]])) as GasTable // none is wrong
}

/** The rows that moved at all, and whether one grew by more than is tolerated. */
export function compareGas(now: GasTable, before: GasTable): { changes: GasChange[]; isTooMuch: boolean } {
  const changes = gasRows
    .filter((row) => now[row] !== before[row])
    .map((row) => ({
      row,
      before: before[row],
      now: now[row],
      percent: (100 * (now[row] - before[row])) / before[row],
    }))
  return { changes, isTooMuch: changes.some(({ percent }) => percent > GAS_TOLERANCE_PERCENT) }
}

/** One line each: `topUp  41000 -> 41500  +1.22%`. */
export function formatChanges(changes: readonly GasChange[]): string {
  return changes
    .map(({ row, before, now, percent }) => {
      const sign = percent > 0 ? '+' : ''
      return `${row.padEnd(16)}${before} -> ${now}  ${sign}${percent.toFixed(2)}%`
    })
    .join('\n')
}
