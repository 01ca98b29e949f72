import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Hash } from 'viem'
import type { ErrorCode } from '../../core/errors/index.ts'
import { toJson } from '../../core/json.ts'
import type { EngineChain, ServiceStatus } from '../../core/ports.ts'
import { readVersioned, writeFileAtomic } from '../../state/files.ts'

/** Version of the engine's files. */
const SCHEMA = 1

/** What stands where below a deployment's folder, whichever engine runs it: one host at a time. */
export function hostPaths(folder: string) {
  const engine = join(folder, 'engine')
  return {
    engine,
    lock: join(engine, 'host.lock'),
    chain: join(engine, 'chain.json'),
    host: join(engine, 'host.json'),
    logs: join(engine, 'logs'),
    genesis: join(folder, 'genesis.json'),
    rollup: join(folder, 'rollup.json'),
  }
}

/** The chain a host serves, without the L1's URLs: they may be secret and come in the environment. */
export type HostedChain = Omit<EngineChain, 'l1RpcUrl' | 'l1BeaconUrl'>

/**
 * What the host says of itself. `findings`: what is wrong, in words; `failure`: why it gave up; `draining`: how far the
 * chain has drained, and `drained`: its last block, once nothing is left to post.
 */
export type HostReport = {
  schema: typeof SCHEMA
  pid: number
  services: ServiceStatus[]
  ready: boolean
  findings?: string[]
  draining?: string
  drained?: { hash: Hash; number: number; timestamp: number }
  failure?: { code: ErrorCode; message: string; next: string }
}

export function writeChain(folder: string, chain: HostedChain): void {
  writeFileAtomic(hostPaths(folder).chain, toJson({ schema: SCHEMA, chain }, 2))
}

export function readChain(folder: string): HostedChain | undefined {
  type Written = {
    schema: typeof SCHEMA
    chain: HostedChain & { l1OriginNumber: unknown; gasLimit: unknown }
  }
  const file = readVersioned<Written>(hostPaths(folder).chain, SCHEMA)
  if (!file) return undefined
  const { l1OriginNumber, gasLimit } = file.chain
  return { ...file.chain, l1OriginNumber: BigInt(l1OriginNumber), gasLimit: BigInt(gasLimit) }
}

export function writeReport(folder: string, report: Omit<HostReport, 'schema'>): void {
  writeFileAtomic(hostPaths(folder).host, toJson({ schema: SCHEMA, ...report }, 2))
}

/** Forgets what an earlier host said. */
export function clearReport(folder: string): void {
  rmSync(hostPaths(folder).host, { force: true })
}

export function readReport(folder: string): HostReport | undefined {
  return readVersioned<HostReport>(hostPaths(folder).host, SCHEMA)
}
