import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** Where solc without via-IR found no room on its stack; undefined when that was not what stopped it. */
export function findTooDeep(output: string): { file: string; line: number } | undefined {
  const [, file, line] = /Stack too deep.*?-->\s+(\S+?\.sol):(\d+)/s.exec(output) ?? []
  return file ? { file, line: Number(line) } : undefined
}

/** Own sources and tests by path, with the paths they import; what npm brings is left out. */
export function readImports(root: string): Map<string, string[]> {
  const files = globSync(['contracts/**/*.sol', 'test/contracts/**/*.sol'], {
    cwd: root,
    exclude: (name) => name === 'node_modules',
  })
  return new Map(
    files.map((file) => {
      const source = readFileSync(join(root, file), 'utf8')
      const imports = [...source.matchAll(/^\s*(?:import|\})[^;"]*"(\.[^"]+)"/gm)]
      return [file, imports.map(([, path = '']) => posix.join(posix.dirname(file), path))]
    }),
  )
}

/** A file, and all that cannot be compiled without it. */
export function importersOf(file: string, imports: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set([file])
  for (const each of found)
    for (const [importer, imported] of imports) if (imported.includes(each)) found.add(importer)
  return found
}
