/** Marks of an axis in token units, 0 first: round numbers up to `max`, three to six of them. Pure. */
export function ticksOf(max: bigint): bigint[] {
  const half = max / 2n
  if (half === 0n) return [0n]
  const power = 10n ** BigInt(half.toString().length - 1)
  const step = [5n * power, 2n * power].find((round) => round <= half) ?? power
  return Array.from({ length: Number(max / step) + 1 }, (_, index) => BigInt(index) * step)
}

/** Height of an amount in px on an axis of `height` px up to `max`. Pure. */
export function heightOf(units: bigint, max: bigint, height: number): number {
  return max === 0n ? 0 : (Number((units * 1_000n) / max) / 1_000) * height
}
