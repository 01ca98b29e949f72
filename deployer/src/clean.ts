import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ChainRunsError } from './core/errors/index.ts'
import { findAlive } from './engines/process/index.ts'
import type { DeploymentPaths } from './state/files.ts'
import { acquireLock, isLocked, lockOwner } from './state/lock.ts'

/** A file or folder that goes. */
export type Removal = { path: string; bytes: number }

/**
 * What an engine has written and can write again, below its folder. Everything else stays: keys and the secret of the
 * engine API, whatever else lies there.
 */
const ofEngine = [
  ...['data', 'logs', 'cache', 'state.json'],
  ...['chain.json', 'host.json', 'children.json', 'ports.json'],
  ...['gateway.json', 'resolver.json', 'op-geth.toml', 'l1-chain-config.json'],
]

/** What `clean` removes of a deployment: what follows from L1 and config.toml. Keys, journal and state stay. */
export function findRemovals({ genesis, rollup, engine }: DeploymentPaths): Removal[] {
  return [genesis, rollup, ...ofEngine.map((name) => join(engine, name))]
    .filter((path) => existsSync(path))
    .map((path) => ({ path, bytes: sizeOf(path) }))
}

/**
 * Removes it. Nothing of the deployment may run meanwhile, nor begin.
 *
 * @returns What was removed.
 * @throws ChainRunsError, LockedError
 */
export function removeOutputs(name: string, paths: DeploymentPaths): Removal[] {
  const locks = [acquireLock(paths.lock, `the deployment ${name}`)]
  try {
    for (const file of engineLocks(paths.engine)) {
      if (isLocked(file)) throw new ChainRunsError({ chain: name, pid: lockOwner(file) })
      locks.push(acquireLock(file, `the chain ${name}`))
    }
    const [left] = findAlive(join(paths.engine, 'children.json'))
    if (left) throw new ChainRunsError({ chain: name, pid: left.pid })
    const removals = findRemovals(paths)
    for (const { path } of removals) rmSync(path, { recursive: true })
    return removals
  } finally {
    for (const lock of locks) lock.release()
  }
}

/** Locks of the chain's host, and of services that run alone. */
function engineLocks(engine: string): string[] {
  const names = existsSync(engine) ? readdirSync(engine) : []
  return names.filter((name) => name.endsWith('.lock')).map((name) => join(engine, name))
}

function sizeOf(path: string): number {
  const stat = lstatSync(path)
  if (!stat.isDirectory()) return stat.size
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}
