import type { Status } from './status.ts'

/** How a part of a cell is painted; EpochCell.module.css has a class for each. */
export type Paint =
  | 'met'
  | 'degradedEdge'
  | 'degraded'
  | 'failedTint'
  | 'failed'
  | 'failedCross'
  | 'silentEdge'
  | 'silentHatch'
  | 'excused'
  | 'runningFrame'
  | 'running'
  | 'awaitedEdge'
  | 'awaited'
  | 'funded'
  | 'unfunded'

/** One SVG path of a cell. */
export type CellShape = { paint: Paint; d: string }

type Box = { width: number; height: number }

/** How far the frame of the running cell stands out above and below its row, in px. */
export const FRAME = 4

const RADIUS = 2
/** From one line of a hatch to the next, along its edge. */
const HATCH = 5.5

/**
 * The shapes of an epoch's cell in px, back to front. The height of what is filled is the share of the price paid.
 *
 * @param fill - 0 to 1: the paid share; of a running epoch, the time elapsed. Met and failed cells ignore it.
 */
export function cellShapes(status: Status, fill: number, { width: w, height: h }: Box): CellShape[] {
  const filled = share(fill) * h
  switch (status) {
    case 'met':
      return [{ paint: 'met', d: rounded(0, 0, w, h, RADIUS) }]
    case 'degraded':
      return [
        { paint: 'degradedEdge', d: rounded(0.5, 0.5, w - 1, h - 1, RADIUS) },
        { paint: 'degraded', d: rounded(0, h - filled, w, filled, RADIUS) },
      ]
    case 'failed':
      return [
        { paint: 'failedTint', d: rounded(0, 0, w, h, RADIUS) },
        { paint: 'failed', d: rect(0, h - base(h), w, base(h)) },
        ...(w < 8
          ? []
          : [{ paint: 'failedCross' as const, d: cross(w / 2, h / 2, Math.min(3.5, w / 2 - 2)) }]),
      ]
    case 'silent':
      return [
        { paint: 'silentHatch', d: hatch(1, h - filled, w - 1, h - 1) },
        { paint: 'silentEdge', d: rounded(0.5, 0.5, w - 1, h - 1, RADIUS) },
      ]
    case 'excused':
      return [{ paint: 'excused', d: cutCorner(0, h - filled, w, filled, Math.min(w * 0.6, filled)) }]
    case 'running':
      return [
        { paint: 'runningFrame', d: rounded(-1, 1 - FRAME, w + 2, h + 2 * (FRAME - 1), RADIUS + 1.5) },
        { paint: 'running', d: rect(1, (h + 2) * (1 - share(fill)) - 1, w - 2, (h + 2) * share(fill)) },
      ]
    case 'awaited':
      return [
        { paint: 'awaitedEdge', d: rounded(0.5, 0.5, w - 1, h - 1, RADIUS) },
        { paint: 'awaited', d: rounded(w / 2 - 1.5, h / 2 - 1.5, 3, 3, 1.5) },
      ]
    case 'funded':
      return [{ paint: 'funded', d: rounded(0, 0, w, h, RADIUS) }]
    case 'unfunded':
      return [{ paint: 'unfunded', d: rect(0, h - 2, w, 2) }]
    default:
      throw new TypeError(`unknown status ${status satisfies never}`)
  }
}

/** Height of a failed cell's base line. */
function base(height: number): number {
  return height < 24 ? 2 : 3
}

function share(fill: number): number {
  return Math.min(1, Math.max(0, fill))
}

function rect(x: number, y: number, w: number, h: number): string {
  return h <= 0 ? '' : `M${px(x)} ${px(y)}h${px(w)}v${px(h)}h${px(-w)}z`
}

function rounded(x: number, y: number, w: number, h: number, radius: number): string {
  const r = Math.min(radius, w / 2, h / 2)
  if (h <= 0) return ''
  const arc = (dx: number, dy: number) => `a${px(r)} ${px(r)} 0 0 1 ${px(dx)} ${px(dy)}`
  return [
    `M${px(x + r)} ${px(y)}h${px(w - 2 * r)}${arc(r, r)}v${px(h - 2 * r)}${arc(-r, r)}`,
    `h${px(2 * r - w)}${arc(-r, -r)}v${px(2 * r - h)}${arc(r, -r)}z`,
  ].join('')
}

function cutCorner(x: number, y: number, w: number, h: number, cut: number): string {
  if (h <= 0) return ''
  const r = Math.max(0, Math.min(RADIUS, (w - cut) / 2, (h - cut) / 2))
  const arc = (dx: number, dy: number) => `a${px(r)} ${px(r)} 0 0 1 ${px(dx)} ${px(dy)}`
  return [
    `M${px(x + r)} ${px(y)}h${px(w - cut - r)}l${px(cut)} ${px(cut)}v${px(h - cut - r)}${arc(-r, r)}`,
    `h${px(2 * r - w)}${arc(-r, -r)}v${px(2 * r - h)}${arc(r, -r)}z`,
  ].join('')
}

function cross(x: number, y: number, r: number): string {
  const d = px(2 * r)
  return `M${px(x - r)} ${px(y - r)}l${d} ${d}M${px(x + r)} ${px(y - r)}l${px(-2 * r)} ${d}`
}

/** Lines rising to the right, clipped to a box. */
function hatch(left: number, top: number, right: number, bottom: number): string {
  let d = ''
  for (let sum = left + top + 3; sum < right + bottom; sum += HATCH) {
    const from = Math.max(left, sum - bottom)
    const to = Math.min(right, sum - top)
    if (from < to) d += `M${px(from)} ${px(sum - from)}L${px(to)} ${px(sum - to)}`
  }
  return d
}

function px(value: number): number {
  return Math.round(value * 100) / 100
}
