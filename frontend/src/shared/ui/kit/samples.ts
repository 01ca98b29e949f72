import type { Address } from 'viem'
import type { Token } from '../../format/index.ts'
import type { Cell } from '../record.ts'
import { type Status, statusWords } from '../status.ts'

/** Invented, as everything of the gallery. */
export const usdc: Token = {
  address: '0x5FbDB2315678afecb367f032d93F642f64180aa3',
  symbol: 'USDC',
  decimals: 6,
}
export const weth: Token = {
  address: '0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512',
  symbol: 'WETH',
  decimals: 18,
}
export const client: Address = '0x7a3E20D9f3Ae5C26D8aF0D4a8b1cC8e5F6a291C4'
export const vendor: Address = '0x4F02D0cF0b6D77Dd12Ee12Cd4b6d8E21a0b1aE19'
export const hash = '0xa41c4c8d0000000000000000000000000000000000000000000000000000 09d2'.replace(
  ' ',
  '',
) as `0x${string}`
export const hostile = `\u202Egnp.exe ${'Northwind 🙂 '.repeat(20)}\u0000<b>bold</b>`

const deviations: Record<number, [Status, number]> = {
  6: ['degraded', 0.62],
  13: ['excused', 1],
  17: ['failed', 0],
  22: ['silent', 0.5],
  27: ['degraded', 0.8],
}

/** Thirty judged epochs as screen 3 shows them. */
export const judged: Cell[] = Array.from({ length: 30 }, (_, epoch) => {
  const [status, fill] = deviations[epoch] ?? ['met', 1]
  return { epoch, status, fill }
})

export function describe({ epoch, status, fill }: Cell): string {
  const what = `Epoch ${epoch}, ${statusWords[status].toLowerCase()}`
  return status === 'running'
    ? `${what}, ${Math.round(fill * 100)}% of its time`
    : `${what}, paid ${(24 * fill).toFixed(2)} of 24.00`
}

/** Token units of a number with up to two decimals. */
export function units(amount: number): bigint {
  return BigInt(Math.round(amount * 100)) * 10_000n
}
