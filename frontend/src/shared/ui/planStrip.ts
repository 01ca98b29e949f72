/** Which epochs a strip shows at its width, and where: px from its left edge. */
export type StripPlan = {
  /** Width of one cell, and from one cell to the next. */
  cellWidth: number
  pitch: number
  /** Left edge of the first cell. */
  left: number
  /** How many of each are shown: the newest judged ones, the next funded ones, base lines to the edge. */
  judged: number
  ahead: number
  unfunded: number
  /** True where an end was cut off. */
  isCutBefore: boolean
  isCutAfter: boolean
}

const MOST_CELLS = 62
const SMALLEST_PITCH = 11.5
const LARGEST_PITCH = 26
/** Width of the mark at a cut end, its gap included. */
const CUT = 7
/** Share of the cells that what lies ahead may take when not all fit. */
const AHEAD_SHARE = 0.45

/** Fits judged epochs, the running one and funded ones ahead into `width` px. What does not fit is cut at its end. */
export function planStrip(
  width: number,
  epochs: { judged: number; isRunning: boolean; ahead: number },
): StripPlan {
  const running = epochs.isRunning ? 1 : 0
  const most = Math.max(3, Math.min(MOST_CELLS, Math.floor(width / SMALLEST_PITCH)))
  const room = most - running
  const aheadShare = Math.max(Math.floor(room * AHEAD_SHARE), room - epochs.judged)
  const ahead = Math.min(epochs.ahead, aheadShare)
  const judged = Math.min(epochs.judged, room - ahead)
  const isCutBefore = judged < epochs.judged
  const isCutAfter = ahead < epochs.ahead

  const shown = judged + running + ahead
  const slots = isCutBefore || isCutAfter ? shown : Math.max(1, shown, Math.floor(width / LARGEST_PITCH))
  const left = isCutBefore ? CUT : 0
  const free = width - left - (isCutAfter ? CUT : 0)
  const gap = Math.min(6, Math.max(2, Math.round((free / slots) * 0.27)))
  const cellWidth = (free - gap * (slots - 1)) / slots
  return {
    cellWidth,
    pitch: cellWidth + gap,
    left,
    judged,
    ahead,
    unfunded: slots - shown,
    isCutBefore,
    isCutAfter,
  }
}
