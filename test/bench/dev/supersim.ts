import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { findAnvil, freePort } from '@opraas/deployer'
import { type Address, isAddress } from 'viem'
import { programCache } from '../../../deployer/src/artifacts/programs/cache.ts'
import { readTree } from './processes.ts'
import type { Stack } from './stack.ts'

/** The release that is measured beside ours, and the checksum of its package. */
const supersim = {
  version: '0.1.0-alpha.58',
  integrity:
    'sha512-8YHo3j5AvhwDQNWuQvGnN12DBOV1pZYNl2XNM1IMgLydhe3oj9eaWay4F/ZSaSUOJiNPdAv9kDijepXeEAh+6A==',
} as const

/**
 * Installs supersim into the cache of programs, outside of this repository, unless it is there. Scripts of the package
 * do not run: its program is in the tarball.
 *
 * @returns Path of the program
 * @throws Error when it cannot be had on this machine
 */
export async function installSupersim(): Promise<string> {
  const folder = join(programCache(process.env), 'supersim', supersim.version)
  const path = join(folder, 'node_modules', 'supersim', 'bin', 'supersim')
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true })
    await npm([
      ...['install', '--prefix', folder, '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'],
      `supersim@${supersim.version}`,
    ])
  }
  const lock = readFileSync(join(folder, 'node_modules', '.package-lock.json'), 'utf8')
  const { packages } = JSON.parse(lock) as { packages: Record<string, { integrity?: string }> }
  const found = packages['node_modules/supersim']?.integrity
  if (found !== supersim.integrity)
    throw new Error(`its checksum is ${found}, expected ${supersim.integrity}`)
  if (!existsSync(path)) throw new Error('its package has no program for this platform')
  return path
}

/** Starts it with one L2. */
export async function startSupersim(path: string): Promise<Stack> {
  const [l1Port, l2Port, adminPort] = [await freePort(), await freePort(), await freePort()]
  const startedAtMs = Date.now()
  const child = spawn(
    path,
    [
      ...['--l1.port', `${l1Port}`, '--l2.starting.port', `${l2Port}`, '--admin.port', `${adminPort}`],
      ...['--l2.count', '1'],
    ],
    { env: { ...process.env, PATH: `${dirname(findAnvil())}${delimiter}${process.env.PATH}` } },
  )
  let said = ''
  const ended = once(child, 'exit')
  const portal = new Promise<Address>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk
        const address = /OptimismPortal:\s+(0x[0-9a-fA-F]{40})/.exec(said)?.[1]
        if (address && isAddress(address)) resolve(address)
      })
    }
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`supersim has ended:\n${said}`)))
  })
  return {
    startedAtMs,
    l1Url: `http://127.0.0.1:${l1Port}`,
    l2Url: `http://127.0.0.1:${l2Port}`,
    begin: 0n,
    hasSafeHead: false,
    portal,
    async memoryMb() {
      if (child.pid === undefined) throw new TypeError('supersim runs')
      const processes = await readTree(child.pid)
      return Object.fromEntries(
        processes.map(({ program, memoryMb }, index) => [
          index === 0 ? program : `${program} ${index}`,
          memoryMb,
        ]),
      )
    },
    async stop() {
      child.kill('SIGINT')
      await ended
    },
  }
}

/** npm as it was started with, or the one of this machine. */
async function npm(args: readonly string[]): Promise<void> {
  const own = process.env.npm_execpath
  const command = own ? process.execPath : 'npm'
  const child = spawn(command, [...(own ? [own] : []), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // npm reads NODE_OPTIONS of the workspace as its own; it needs none.
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0)
    throw new Error(`npm install ended with ${code}: ${said.trim().split('\n').slice(-3).join(' ')}`)
}
