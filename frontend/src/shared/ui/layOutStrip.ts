import type { ScaleLabel } from './placeLabels.ts'
import type { StripPlan } from './planStrip.ts'
import type { Cell } from './record.ts'
import type { Status } from './status.ts'

/** What a strip tells: judged or awaited epochs, oldest first, the running one, and how many are funded ahead. */
export type StripContent = {
  cells: Cell[]
  fundedAhead: number
  now?: { fill: number } | undefined
  startLabel?: string | ((first: Cell) => string) | undefined
  nowLabel?: string | undefined
  endLabel?: string | undefined
  describe: (cell: Cell) => string
}

/** One thing that arrow keys reach and a reader is told: an epoch, or all funded ones together. `left` in px. */
export type StripItem = {
  key: string
  description: string
  left: number
  width: number
  /** The epoch; undefined for what lies ahead. */
  cell?: Cell
  /** Its cells; `left` from the item's edge. */
  drawn: { left: number; status: Status; fill: number }[]
}

const NARROW = 480

/** The items of a strip from left to right. */
export function layOutStrip(plan: StripPlan, content: StripContent): StripItem[] {
  const epochs = plan.judged === 0 ? [] : content.cells.slice(-plan.judged)
  const running = runningCell(content)
  const shown = running ? [...epochs, running] : epochs
  const items = shown.map((cell, index): StripItem => {
    const { epoch, status, fill } = cell
    return {
      key: status === 'running' ? 'now' : String(epoch),
      description: content.describe(cell),
      left: leftOf(plan, index),
      width: plan.cellWidth,
      cell,
      drawn: [{ left: 0, status, fill }],
    }
  })
  return plan.ahead === 0 ? items : [...items, aheadItem(plan, content, shown.length)]
}

/** Left edges, in px, of the base lines where no money is. */
export function unfundedCells(plan: StripPlan, { now }: StripContent): number[] {
  const first = plan.judged + (now ? 1 : 0) + plan.ahead
  return Array.from({ length: plan.unfunded }, (_, index) => leftOf(plan, first + index))
}

/** The labels above and below a strip, those of most weight first. */
export function stripLabels(
  plan: StripPlan,
  items: StripItem[],
  content: StripContent,
  width: number,
): { above: ScaleLabel[]; below: ScaleLabel[] } {
  const now = items.find(({ key }) => key === 'now')
  const last = items.at(-1)
  const first = items[0]?.cell
  const middle = now && now.left + now.width / 2
  const end = last ? last.left + last.width : 0
  const { startLabel } = content
  const start = typeof startLabel === 'function' ? first && startLabel(first) : startLabel
  return {
    above: [
      ...label('here', now && 'Now', middle, 'middle'),
      ...label('ahead', aheadLabel(content.fundedAhead, width), end, 'end'),
      ...label('judged', judgedLabel(plan, content), 0, 'start'),
    ],
    below: [
      ...label('end', content.endLabel, end, 'end'),
      ...label('now', now && content.nowLabel, middle, 'middle'),
      ...label('start', first && start, 0, 'start'),
    ],
  }
}

function runningCell({ cells, now }: StripContent): Cell | undefined {
  return now && { epoch: (cells.at(-1)?.epoch ?? -1) + 1, status: 'running', fill: now.fill }
}

function aheadItem(plan: StripPlan, { fundedAhead, endLabel }: StripContent, first: number): StripItem {
  const left = leftOf(plan, first)
  const drawn = Array.from({ length: plan.ahead }, (_, index) => ({
    left: index * plan.pitch,
    status: 'funded' as const,
    fill: 1,
  }))
  const told = `${fundedAhead} funded ${fundedAhead === 1 ? 'epoch' : 'epochs'} ahead`
  return {
    key: 'ahead',
    description: endLabel ? `${told}. ${endLabel}` : told,
    left,
    width: plan.pitch * (plan.ahead - 1) + plan.cellWidth,
    drawn,
  }
}

function judgedLabel({ judged, isCutBefore }: StripPlan, { cells }: StripContent): string | undefined {
  const shown = judged === 0 ? [] : cells.slice(-judged)
  const all = countJudged(cells)
  if (all === 0) return undefined
  return isCutBefore ? `Last ${countJudged(shown)} of ${all} judged` : `${all} judged`
}

function countJudged(cells: Cell[]): number {
  return cells.filter(({ status }) => status !== 'awaited').length
}

function aheadLabel(ahead: number, width: number): string | undefined {
  if (ahead === 0) return undefined
  return width < NARROW ? `${ahead} ahead` : `${ahead} funded ahead`
}

function label(
  key: string,
  text: string | undefined,
  at: number | undefined,
  anchor: ScaleLabel['anchor'],
): ScaleLabel[] {
  return text === undefined || at === undefined ? [] : [{ key, text, at, anchor }]
}

function leftOf({ left, pitch }: StripPlan, index: number): number {
  return left + index * pitch
}
