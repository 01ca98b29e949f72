import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child.mjs'
import { hashFiles } from './hash.mjs'

/** How most packages name a platform. */
const triples = {
  'linux-x64': 'linux-x64-gnu',
  'linux-arm64': 'linux-arm64-gnu',
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'win32-x64': 'win32-x64-msvc',
}
/** Optional packages that hold this platform's programs: npm may have left them out of the lock of another one. */
const natives = [
  { name: '@nomicfoundation/edr', prefix: '@nomicfoundation/edr-', suffixes: triples },
  {
    name: '@foundry-rs/anvil',
    prefix: '@foundry-rs/anvil-',
    suffixes: {
      'linux-x64': 'linux-amd64',
      'linux-arm64': 'linux-arm64',
      'darwin-arm64': 'darwin-arm64',
      'darwin-x64': 'darwin-amd64',
      'win32-x64': 'win32-amd64',
    },
  },
  {
    name: '@biomejs/biome',
    prefix: '@biomejs/cli-',
    suffixes: Object.fromEntries(Object.keys(triples).map((platform) => [platform, platform])),
  },
  { name: 'rolldown', prefix: '@rolldown/binding-', suffixes: triples },
  { name: 'lightningcss', prefix: 'lightningcss-', suffixes: triples },
]

/** Installs node_modules when the lock has changed since the last time. */
export async function ensurePackages(root, node) {
  const stamp = join(root, 'node_modules/.opraas-install')
  const wanted = hashFiles(root, [
    'package.json',
    'package-lock.json',
    'contracts/package.json',
    'deployer/package.json',
    'agent/package.json',
    'frontend/package.json',
  ])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.error('Installing packages …')
  // Under the new Node: under an older one npm would silently leave out programs that need the new one.
  await npm(root, node, ['install', '--no-audit', '--no-fund'])
  const missing = natives.map((native) => missingNative(root, native)).filter(Boolean)
  if (missing.length > 0)
    await npm(root, node, ['install', '--no-save', '--no-audit', '--no-fund', ...missing])
  writeFileSync(stamp, wanted)
}

async function npm(root, node, args) {
  // npm reads NODE_OPTIONS of the workspace as its own; it needs none.
  await run(node.path, [node.npm, ...args], {
    cwd: root,
    env: { ...node.env, NODE_OPTIONS: '' },
    quiet: true,
  })
}

function missingNative(root, { name, prefix, suffixes }) {
  const suffix = suffixes[`${process.platform}-${process.arch}`]
  if (!suffix || existsSync(join(root, 'node_modules', prefix + suffix))) return undefined
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'))
  return `${prefix}${suffix}@${version}`
}
