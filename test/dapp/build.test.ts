import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'

const dist = resolve(import.meta.dirname, '../../frontend/dist')
const missing = existsSync(dist) ? false : 'needs the built dApp (npm run build)'

/** Routes that nobody should wait for, and what their JavaScript may weigh: gzip, bytes. */
const BROWSE_BUDGET = 200_000
const browseRoutes = ['offers', 'offer', 'agreements', 'agreement', 'vendor', 'settings']

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[] }

/** Weight of everything that a page loads at once: its entry, its route, and all they import. */
function weigh(manifest: Record<string, Chunk>, entries: readonly string[]): number {
  const files = new Set<string>()
  const visit = (name: string): void => {
    const chunk = manifest[name]
    assert.ok(chunk, `${name} is in the manifest`)
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    for (const next of chunk.imports ?? []) visit(next)
  }
  for (const entry of entries) visit(entry)
  return [...files]
    .filter((file) => file.endsWith('.js'))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0)
}

describe('the production build', { skip: missing }, () => {
  const manifest = (): Record<string, Chunk> =>
    JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))

  for (const route of browseRoutes) {
    test(`${route} stays below ${BROWSE_BUDGET / 1000} kB of JavaScript`, (t) => {
      const bytes = weigh(manifest(), ['index.html', `src/routes/${route}.tsx`])
      t.diagnostic(`${route}: ${(bytes / 1000).toFixed(1)} kB gzip`)
      assert.ok(bytes <= BROWSE_BUDGET, `${bytes} bytes`)
    })
  }

  test('holds no local wallet, no key of it, no gallery', () => {
    const scripts = readdirSync(join(dist, 'assets')).filter((file) => file.endsWith('.js'))
    const text = scripts.map((file) => readFileSync(join(dist, 'assets', file), 'utf8')).join('\n')
    for (const trace of ['test test test', 'Local demo wallet', 'org.opraas.local'])
      assert.ok(!text.includes(trace), trace)
    assert.ok(!Object.keys(manifest()).some((name) => /src\/local|routes\/kit/.test(name)))
  })

  test('works in any folder: nothing is asked for by an absolute path, nothing inline', () => {
    const html = readFileSync(join(dist, 'index.html'), 'utf8')
    assert.doesNotMatch(html, /(src|href)="\//)
    assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)/)
  })
})
