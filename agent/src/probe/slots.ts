/** The fixed grid of an agreement's samples. Unix seconds and seconds. */
export type Grid = { anchor: number; probeInterval: number; epochLength: number }

/** When a slot is due, in unix seconds. */
export function slotTime({ anchor, probeInterval }: Grid, slot: number): number {
  return anchor + slot * probeInterval
}

/** The epoch that a slot belongs to. */
export function epochOfSlot({ probeInterval, epochLength }: Grid, slot: number): number {
  return Math.floor((slot * probeInterval) / epochLength)
}

/** The newest slot whose time has come; negative before the first. */
export function newestSlot({ anchor, probeInterval }: Grid, nowMs: number): number {
  return Math.floor((nowMs / 1000 - anchor) / probeInterval)
}

/** The slots with `start <= time < end`: the first of them, and how many. */
export function slotsBetween(
  { anchor, probeInterval }: Pick<Grid, 'anchor' | 'probeInterval'>,
  { start, end }: { start: number; end: number },
): { first: number; count: number } {
  const first = Math.max(0, Math.ceil((start - anchor) / probeInterval))
  const behind = Math.ceil((end - anchor) / probeInterval)
  return { first, count: Math.max(0, behind - first) }
}
