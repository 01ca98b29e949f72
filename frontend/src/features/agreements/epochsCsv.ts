import { formatUnits } from 'viem'
import type { Agreement } from '../../shared/market/agreement.ts'
import { statusOf } from './strip.ts'
import { whyOf } from './why.ts'

/** All booked epochs as CSV: one line each, amounts as decimals of the token, times in ISO 8601. Pure. */
export function epochsCsv({ epochs, terms, token }: Agreement): string {
  const head = [
    ...['epoch', 'start', 'end', 'verdict', 'worst_bps', 'payout_bps', 'why'],
    ...[`paid_${token.symbol}`, `slashed_${token.symbol}`, 'evidence', 'transaction'],
  ]
  const rows = epochs.map((one) => [
    ...[one.epoch, iso(one.start), iso(one.end), statusOf(one)],
    ...[one.outcome === 'silent' ? '' : one.uptimeBps, one.payoutBps, whyOf(one, terms.sla)],
    ...[formatUnits(one.paid, token.decimals), formatUnits(one.slashed, token.decimals)],
    ...[one.evidence ?? '', one.transaction],
  ])
  return [head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('')
}

function iso(unix: number): string {
  return new Date(unix * 1000).toISOString()
}

/** Quoted, and kept from being read as a formula: a token's symbol is a stranger's text. */
function field(value: string | number): string {
  const text = String(value)
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
