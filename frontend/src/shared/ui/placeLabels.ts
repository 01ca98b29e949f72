/** A line of text that belongs to a place of a scale, `at` px from its left edge. */
export type ScaleLabel = { key: string; text: string; at: number; anchor: 'start' | 'middle' | 'end' }

/** Average width of a character at 12 px, on the safe side. */
const CHARACTER = 6.7
const GAP = 8

/**
 * Places labels along a scale of `width` px so that none overlap or stand out: the first ones have the right of way,
 * what would touch them is left out, and what would stand out is aligned with the edge.
 */
export function placeLabels(labels: ScaleLabel[], width: number): ScaleLabel[] {
  const placed: { label: ScaleLabel; from: number; to: number }[] = []
  for (const label of labels) {
    const length = label.text.length * CHARACTER
    const from = label.at - { start: 0, middle: length / 2, end: length }[label.anchor]
    const kept = clamp({ label, from, to: from + length }, width)
    const isFree = placed.every(({ from, to }) => kept.to + GAP <= from || kept.from >= to + GAP)
    if (length <= width && isFree) placed.push(kept)
  }
  return placed.map(({ label }) => label)
}

function clamp({ label, from, to }: { label: ScaleLabel; from: number; to: number }, width: number) {
  if (from < 0) return { label: { ...label, at: 0, anchor: 'start' as const }, from: 0, to: to - from }
  if (to > width)
    return { label: { ...label, at: width, anchor: 'end' as const }, from: from - (to - width), to: width }
  return { label, from, to }
}
