/** The candidate that a typo most likely meant; undefined when none is close (more than a third of it differs). */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  let best: { candidate: string; distance: number } | undefined
  for (const candidate of candidates) {
    const distance = editDistance(normalize(word), normalize(candidate))
    if (!best || distance < best.distance) best = { candidate, distance }
  }
  const allowed = Math.max(2, Math.floor(word.length / 3))
  return best && best.distance <= allowed ? best.candidate : undefined
}

function normalize(word: string): string {
  return word.toLowerCase().replace(/[_-]/g, '')
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(substitute, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
