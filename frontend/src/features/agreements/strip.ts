import { BPS } from '@opraas/contracts'
import { formatAmount, formatBps, formatDuration, formatMoment } from '../../shared/format/index.ts'
import type { Agreement } from '../../shared/market/agreement.ts'
import type { Epoch } from '../../shared/market/epochs.ts'
import {
  fundedAhead,
  fundedUntil,
  openEpochs,
  servedUntil,
  startOfEpoch,
} from '../../shared/market/runway.ts'
import type { StripContent } from '../../shared/ui/layOutStrip.ts'
import type { Cell } from '../../shared/ui/record.ts'
import { type Status, statusWords } from '../../shared/ui/status.ts'

/** The shape an epoch is drawn with. Pure. */
export function statusOf({ excused, outcome }: Pick<Epoch, 'excused' | 'outcome'>): Status {
  return excused ? 'excused' : outcome
}

/** Epochs of an agreement as its strip shows them: judged, awaited, now, funded ahead. Pure. */
export function stripOf(agreement: Agreement, now: number): StripContent {
  const { epochs, terms } = agreement
  const open = openEpochs(agreement, now)
  const running = open.find(({ isOver }) => !isOver)
  const ahead = fundedAhead(agreement, now)
  const until = servedUntil(agreement)
  const first = startOfFirst(agreement)
  const spanSeconds = (until ?? now) - (first ?? now)
  const moment = (at: number): string => formatMoment(at, { spanSeconds, short: true })
  return {
    cells: [
      ...epochs.map((one) => ({ epoch: one.epoch, status: statusOf(one), fill: one.payoutBps / BPS })),
      ...open
        .filter(({ isOver }) => isOver)
        .map(({ epoch }) => ({ epoch, status: 'awaited' as const, fill: 0 })),
    ],
    fundedAhead: ahead,
    ...(running && {
      now: { fill: Math.min(1, (now - running.start) / terms.epochLength) },
      nowLabel: moment(now),
    }),
    startLabel: (cell) => {
      const at =
        epochs.find(({ epoch }) => epoch === cell.epoch)?.start ?? startOfEpoch(agreement, cell.epoch)
      return at === undefined ? '' : moment(at)
    },
    ...(until !== undefined && { endLabel: endLabel(agreement, moment(until)) }),
    describe: (cell) => describe(agreement, cell, moment),
  }
}

function startOfFirst({ epochs, anchors }: Agreement): number | undefined {
  return epochs[0]?.start ?? anchors[0]?.anchor
}

function endLabel(agreement: Agreement, until: string): string {
  const { state, endsAt } = agreement
  const isMoney = endsAt === 0 || endsAt === fundedUntil(agreement)
  const isOver = state !== 'Active'
  if (isMoney) return `Money ${isOver ? 'ended' : 'ends'} ${until}`
  return `${isOver ? 'Ended' : 'Ends'} ${until}`
}

function describe(agreement: Agreement, cell: Cell, moment: (at: number) => string): string {
  const { epochs, terms, token, verdicts } = agreement
  const start = startOfEpoch(agreement, cell.epoch)
  const booked = epochs.find(({ epoch }) => epoch === cell.epoch)
  const name = `Epoch ${cell.epoch}, ${moment(booked?.start ?? start ?? 0)}`
  if (booked) {
    const measured = booked.outcome === 'silent' ? '' : ` ${formatBps(booked.uptimeBps)},`
    const paid = `paid ${formatAmount(booked.paid, token)} of ${formatAmount(terms.pricePerEpoch, token)}`
    return `${name}, ${statusWords[cell.status].toLowerCase()},${measured} ${paid}`
  }
  if (cell.status === 'running') return `${name}, runs for ${formatDuration(terms.epochLength)}`
  return `${name}, ${verdicts.has(cell.epoch) ? 'judged, not booked yet' : 'its verdict is awaited'}`
}
