/** Hits of one source file, by what was counted. */
type FileHits = { lines: Map<number, number>; branches: Map<string, number> }

/** What the tests reached, by file. A branch is named `line,block,path`, as lcov does. */
export type Coverage = Map<string, FileHits>

/** How much of something was reached. */
export type Share = { hit: number; all: number }

/** Reads lcov's text. A branch of code that never ran, `-`, counts like one that was never taken. */
export function parseLcov(text: string): Coverage {
  const coverage: Coverage = new Map()
  let file: FileHits | undefined
  for (const line of text.split('\n')) {
    const [, kind, rest = ''] = /^(SF|DA|BRDA):(.*)$/.exec(line) ?? []
    if (kind === 'SF') {
      file = { lines: new Map(), branches: new Map() }
      coverage.set(rest, file)
    } else if (kind === 'DA') {
      const [number = '', hits = ''] = rest.split(',')
      file?.lines.set(Number(number), Number(hits))
    } else if (kind === 'BRDA') {
      const [number, block, path, hits = ''] = rest.split(',')
      file?.branches.set(`${number},${block},${path}`, hits === '-' ? 0 : Number(hits))
    }
  }
  return coverage
}

/** Both runs as one: what either of them reached is reached. */
export function mergeCoverage(first: Coverage, second: Coverage): Coverage {
  const merged: Coverage = new Map()
  for (const name of new Set([...first.keys(), ...second.keys()])) {
    const files = [first.get(name), second.get(name)]
    const lines = new Map<number, number>()
    const branches = new Map<string, number>()
    for (const file of files) {
      for (const [line, hits] of file?.lines ?? []) lines.set(line, (lines.get(line) ?? 0) + hits)
      for (const [id, hits] of file?.branches ?? []) branches.set(id, (branches.get(id) ?? 0) + hits)
    }
    merged.set(name, { lines, branches })
  }
  return merged
}

/** How much of some files was reached. */
export function shareOf(files: Iterable<FileHits>, kind: keyof FileHits): Share {
  const hits = [...files].flatMap((file) => [...file[kind].values()])
  return { hit: hits.filter((count) => count > 0).length, all: hits.length }
}

/** In percent with two decimals, rounded down: 100 means all. */
export function percentOf({ hit, all }: Share): number {
  return all === 0 ? 100 : Math.floor((hit * 10_000) / all) / 100
}

/** Lines and branches of a file that no test reached, as `12` and `29 (branch 0)`. */
export function missedOf({ lines, branches }: FileHits): string[] {
  const missedBranches = [...branches]
    .filter(([, hits]) => hits === 0)
    .map(([id]) => {
      const [line = '', , path] = id.split(',')
      return { line: Number(line), text: `${line} (branch ${path})` }
    })
  const missedLines = [...lines]
    .filter(([, hits]) => hits === 0)
    .map(([line]) => ({ line, text: String(line) }))
  return [...missedBranches, ...missedLines].sort((a, b) => a.line - b.line).map(({ text }) => text)
}
