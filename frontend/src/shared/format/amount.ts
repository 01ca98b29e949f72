import type { Address } from 'viem'
import { shortAddress } from './address.ts'
import { cleanText } from './text.ts'

/** An ERC-20 token. `symbol` is what the contract says of itself: hostile until cleaned. */
export type Token = { address: Address; symbol: string; decimals: number }

/** An amount in parts, so that the fraction can be set quieter than the whole. */
export type AmountParts = {
  sign: '' | '−'
  /** With thousands commas. */
  whole: string
  /** Without the point; empty when none is shown. */
  fraction: string
  /** Full precision, sign included. */
  exact: string
}

/**
 * Splits token units into whole and fraction; rounds down towards zero.
 *
 * @param decimals - Decimals of the token.
 * @param places - Digits after the point; never more than the token has.
 */
export function formatUnits2(units: bigint, decimals: number, places = 2): AmountParts {
  const sign = units < 0n ? '−' : ''
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0')
  const point = digits.length - decimals
  const whole = digits.slice(0, point).replace(/\B(?=(\d{3})+$)/g, ',')
  const decimal = digits.slice(point)
  const significant = decimal.replace(/0+$/, '')
  return {
    sign,
    whole,
    fraction: decimal.slice(0, places),
    exact: `${sign}${whole}${significant && `.${significant}`}`,
  }
}

/** How many digits after the point a token's amounts have, the same in every row: 2 of USDC's 6, 4 of ether's 18. */
export function amountPlaces(token: Pick<Token, 'decimals'>): number {
  return token.decimals > 8 ? 4 : 2
}

/** A token's symbol, at most 11 characters; its short address when nothing readable is left. */
export function tokenSymbol(token: Token): string {
  return cleanText(token.symbol, 11) || shortAddress(token.address)
}

/** True when something is there but all shown digits are 0: it is shown as "<0.01", never as 0. */
export function isBelowShown(units: bigint, { whole, fraction }: AmountParts): boolean {
  return units !== 0n && !/[1-9]/.test(whole + fraction)
}

/** "1,840.00 USDC", "<0.01 USDC". Rounds down towards zero. */
export function formatAmount(units: bigint, token: Token, places = amountPlaces(token)): string {
  return `${formatNumber(units, token, places)} ${tokenSymbol(token)}`
}

/** An amount without its symbol: "1,840.00", "<0.01", "−0.50". */
export function formatNumber(units: bigint, token: Token, places = amountPlaces(token)): string {
  const parts = formatUnits2(units, token.decimals, places)
  if (isBelowShown(units, parts)) return `${parts.sign}<${smallestShown(parts)}`
  return `${parts.sign}${parts.whole}${parts.fraction && `.${parts.fraction}`}`
}

/** The smallest amount that can be shown beside `parts`: "0.01", or "1" without a fraction. */
export function smallestShown({ fraction }: AmountParts): string {
  return fraction ? `0.${'1'.padStart(fraction.length, '0')}` : '1'
}

/** Fewest digits after the point, at least the token's usual ones, in which all amounts are exact; at most 8. */
export function exactPlaces(token: Token, ...amounts: readonly bigint[]): number {
  let places = Math.min(amountPlaces(token), token.decimals)
  const rest = (): bigint => 10n ** BigInt(token.decimals - places)
  while (places < Math.min(8, token.decimals) && amounts.some((units) => units % rest() !== 0n)) places++
  return places
}
