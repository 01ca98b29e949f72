/** Shares of a bar, 0 to 1, of amounts in token units; all 0 when there is nothing. Negative counts as nothing. */
export function moneyShares(units: bigint[]): number[] {
  const amounts = units.map((amount) => (amount > 0n ? amount : 0n))
  const total = amounts.reduce((sum, amount) => sum + amount, 0n)
  return amounts.map((amount) => (total === 0n ? 0 : Number((amount * 1_000_000n) / total) / 1_000_000))
}
