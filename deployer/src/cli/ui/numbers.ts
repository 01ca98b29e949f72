import { formatEther } from 'viem'

/** 1234567n as 1,234,567. */
export function formatInteger(value: bigint | number): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ',')
}

/** Wei as ETH with six digits behind the point, never rounded to nothing. */
export function formatEth(wei: bigint): string {
  const [whole = '0', fraction = ''] = formatEther(wei).split('.')
  const shown = fraction.slice(0, 6).padEnd(6, '0')
  return wei > 0n && whole === '0' && /^0*$/.test(shown) ? '< 0.000001 ETH' : `${whole}.${shown} ETH`
}

/** Seconds as “42 s”, “3 min 5 s” or “2 h 10 min”. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`
}
