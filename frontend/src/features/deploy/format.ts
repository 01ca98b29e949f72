import { formatUnits, zeroAddress } from 'viem'
import type { Token } from '../../shared/format/index.ts'

/** What gas is paid in, as amounts are shown. */
export const ether: Token = { address: zeroAddress, symbol: 'ETH', decimals: 18 }

/** "592,575 gas". */
export function formatGas(gas: bigint): string {
  return `${gas.toLocaleString('en-US')} gas`
}

/** A fee per gas: "2.0 gwei", "0.0012 gwei". Two digits that say something. */
export function formatGwei(wei: bigint): string {
  const gwei = Number(formatUnits(wei, 9))
  return `${gwei >= 1 ? gwei.toFixed(1) : Number(gwei.toPrecision(2))} gwei`
}

/** "1 transaction", "12 transactions". */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** A transaction's page at a chain's explorer. */
export function txHref(explorer: string | undefined, hash: string): string | undefined {
  return explorer === undefined ? undefined : `${explorer.replace(/\/$/, '')}/tx/${hash}`
}
