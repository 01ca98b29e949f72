import { formatUnits } from 'viem'
import { demo } from './terms.ts'

/** Base units as people read them: two digits behind the point, and the symbol. */
export function money(units: bigint): string {
  const [whole = '0', fraction = ''] = formatUnits(units, demo.decimals).split('.')
  return `${whole}.${fraction.padEnd(2, '0').slice(0, Math.max(2, fraction.replace(/0+$/, '').length))} ${demo.symbol}`
}

/** Bps as a percentage. */
export function percent(bps: number): string {
  return `${(bps / 100).toFixed(bps % 100 === 0 ? 0 : 2)}%`
}
