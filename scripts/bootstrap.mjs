// Runs the repository's commands on a machine that has only Node >= 20 and npm. No dependencies, plain JavaScript.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './bootstrap/build.mjs'
import { run } from './bootstrap/child.mjs'
import { ensureNode } from './bootstrap/node.mjs'
import { ensurePackages } from './bootstrap/packages.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const startedAt = Date.now()

/** What `npm run <name>` and `npm start` run, below the root. */
const commands = {
  start: ['scripts/demo/index.ts'],
  test: ['scripts/test/index.ts'],
  'test:browser': ['test/browser/index.ts'],
  'test:native': ['scripts/test/index.ts', 'test/native/'],
  'test:coverage': ['scripts/prove/coverage.ts'],
  'test:invariants': ['scripts/prove/invariants.ts'],
  'test:ledger': ['test/contracts/ledger.ts'],
  'test:deep': ['scripts/prove/deep.ts'],
  'bench:gas': ['scripts/prove/gas.ts'],
  'bench:dev': ['test/bench/dev.ts'],
  screenshots: ['test/browser/screenshots.ts'],
  generate: ['scripts/generate/index.ts'],
  'deploy-market': ['scripts/deployMarket.ts'],
  lint: ['scripts/lint.ts'],
  format: ['scripts/lint.ts', '--write'],
  build: ['scripts/prove/codeSize.ts'],
}

const [name, ...args] = process.argv.slice(2)
if (!(name in commands)) {
  console.error(`Unknown command ${name}; known are ${Object.keys(commands).join(', ')}.`)
  process.exit(2)
}

try {
  const node = await ensureNode(root)
  await ensurePackages(root, node)
  await buildIfStale(root, node, name)
  const [script, ...fixed] = commands[name]
  process.exitCode = await run(node.path, [join(root, script), ...fixed, ...args], {
    cwd: process.cwd(),
    env: { ...node.env, OPRAAS_STARTED_AT: String(startedAt) },
  })
} catch (error) {
  console.error(`\n${error.message}`)
  process.exitCode = 1
}
