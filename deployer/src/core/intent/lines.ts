/**
 * Line (from 1) on which a key of a TOML file stands; of its table when the key is missing.
 *
 * Reads the plain style that `opraas new` writes: `[table]` headers and `key = value` lines.
 */
export function lineOf(text: string, path: readonly string[]): number | undefined {
  const lines = text.split(/\r?\n/)
  let table: string[] = []
  let best: { line: number; depth: number } | undefined
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim()
    const header = /^\[\[?\s*([^\]]+?)\s*\]?\]/.exec(line)?.[1]
    const key = /^([A-Za-z0-9_."'-]+)\s*=/.exec(line)?.[1]
    if (header !== undefined) table = keys(header)
    else if (key === undefined) continue
    const here = header !== undefined ? table : [...table, ...keys(key ?? '')]
    const isPrefix = here.every((part, depth) => part === path[depth])
    if (isPrefix && here.length <= path.length && here.length > (best?.depth ?? 0)) {
      best = { line: index + 1, depth: here.length }
    }
  }
  return best?.line
}

function keys(dotted: string): string[] {
  return dotted.split('.').map((key) => key.trim().replace(/^["']|["']$/g, ''))
}
