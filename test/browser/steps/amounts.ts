import { formatUnits, parseUnits } from 'viem'
import { demo } from '../../../scripts/demo/terms.ts'

/** What an epoch of the demo's offer costs. Base units. */
export const PRICE = parseUnits('20', demo.decimals)

/** Base units of the demo's token as the dApp shows them: two digits behind the point, rounded down. Below 1,000. */
export function asShown(units: bigint): string {
  const [whole = '0', fraction = ''] = formatUnits(units, demo.decimals).split('.')
  return `${whole}.${fraction.padEnd(2, '0').slice(0, 2)} ${demo.symbol}`
}

/** Base units of a shown amount: "60.00 tUSD". */
export function parseShown(text: string): bigint {
  const [number = ''] = text.split(' ')
  return parseUnits(number, demo.decimals)
}
