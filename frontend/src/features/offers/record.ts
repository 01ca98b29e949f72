import { BPS } from '@opraas/contracts'
import { formatBps, formatMoment, formatShare } from '../../shared/format/index.ts'
import type { Epoch } from '../../shared/market/epochs.ts'
import type { Cell } from '../../shared/ui/index.ts'

/** A vendor's epochs as cells; numbered by their place, because epochs of several agreements share numbers. */
export function cellsOf(epochs: readonly Epoch[]): Cell[] {
  return epochs.map(({ outcome, excused, payoutBps }, index) => ({
    epoch: index,
    status: excused ? 'excused' : outcome,
    fill: payoutBps / BPS,
  }))
}

/** A cell of {@link cellsOf} in words: "15:38:24 UTC, degraded, measured 97.50%, paid 62%". */
export function describeCell(epochs: readonly Epoch[], { epoch: index, status }: Cell): string {
  const one = epochs[index]
  if (!one) return ''
  const when = formatMoment(one.start, { spanSeconds: spanOf(epochs) })
  const measured = one.outcome === 'silent' ? '' : `measured ${formatBps(one.uptimeBps)}, `
  return `${when}, ${status}, ${measured}paid ${formatShare(one.payoutBps)}`
}

/** Seconds from the first epoch's start to the last one's end. */
export function spanOf(epochs: readonly Epoch[]): number {
  const [first, last] = [epochs[0], epochs.at(-1)]
  return first && last ? last.end - first.start : 0
}
