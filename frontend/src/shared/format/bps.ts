/** Basis points with two decimals, as measured values are shown: "99.90%". */
export function formatBps(bps: number): string {
  return `${(bps / 100).toFixed(2)}%`
}

/** Basis points with as many decimals as needed, as agreed values are shown: "99.9%", "99%". */
export function formatShare(bps: number): string {
  return `${bps / 100}%`
}
