import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { findPrograms } from '../../artifacts/programs/index.ts'
import type { EngineChain } from '../../core/ports.ts'
import { hostPaths } from '../process/hostFiles.ts'
import { nativePaths, type Pair, pairsOf } from './layout.ts'
import { readFurthest, type SyncStatus } from './nodeApi.ts'
import { readRecord } from './peers.ts'
import { assignPorts, readPorts } from './ports.ts'
import { prepareData, prepareFiles, readGenesisHash } from './prepare.ts'
import { requireGenesis } from './startServices.ts'
import { createSupervisor } from './supervisor.ts'
import { executionOf, nodeOf, urlOf, type Wiring } from './wiring.ts'

/** A second node of a chain, with data of its own. */
export type Follower = {
  executionUrl: string
  /** What it knows; undefined while it does not answer. */
  sync(): Promise<SyncStatus | undefined>
  stop(): Promise<void>
}

/**
 * Starts a node beside a running native chain: a verifier, which derives everything from L1 alone, or a replica, which
 * is told nothing but the record of a bootnode.
 *
 * @param options.folder - Where its data goes; made new.
 */
export async function startFollower(
  chain: EngineChain,
  options: { role: 'verifier' | 'replica'; folder: string; signal: AbortSignal },
): Promise<Follower> {
  const { role, folder, signal } = options
  const own = await copyChain(chain, folder)
  const pair: Pair = { index: 0, role, execution: 'engine-r0', node: 'node-r0' }
  const { run } = own.services
  const programs = await findPrograms({
    versionSet: run.versionSet,
    names: ['op-geth', 'op-node'],
    given: run.programs,
  })
  const genesisHash = readGenesisHash(folder)
  prepareFiles(own)
  await prepareData(own, pair.execution, { geth: programs['op-geth'], genesisHash })
  const names = ['http', 'ws', 'auth', 'metrics'].map((port) => `${pair.execution}.${port}`)
  const more = ['rpc', 'tcp', 'udp', 'metrics'].map((port) => `${pair.node}.${port}`)
  const ports = await assignPorts(nativePaths(folder).ports, [...names, ...more])
  const wiring: Wiring = { chain: own, ports: ports.ports, hasBeacon: chain.l1BeaconUrl !== undefined }
  const { l1RpcUrl, l1BeaconUrl } = chain
  const supervisor = createSupervisor({
    chain: own,
    programs,
    secrets: { l1RpcUrl, ...(l1BeaconUrl && { l1BeaconUrl }) },
    ports,
  })
  supervisor.launch(executionOf(wiring, pair))
  try {
    await requireGenesis(wiring, pair, { genesisHash, stop: signal })
    const record = role === 'replica' ? await readRecord(nodeUrl(chain)) : undefined
    supervisor.launch(nodeOf(wiring, pair, { bootnodes: record ? [record] : [] }))
  } catch (error) {
    await supervisor.stop()
    throw error
  }
  return {
    executionUrl: urlOf(wiring, `${pair.execution}.http`),
    sync: () => readFurthest([urlOf(wiring, `${pair.node}.rpc`)]),
    stop: async () => {
      await supervisor.stop([pair.node])
      await supervisor.stop()
    },
  }
}

/** URL of a service of a running native chain, on this machine. @param name - `node-0.rpc` */
export function serviceUrl({ folder }: Pick<EngineChain, 'folder'>, name: string): string {
  const port = readPorts(nativePaths(folder).ports)?.[name]
  if (port === undefined) throw new TypeError(`no port for ${name}`)
  return `http://127.0.0.1:${port}`
}

function nodeUrl(chain: EngineChain): string {
  const [first] = pairsOf(chain.services)
  return serviceUrl(chain, `${first?.node}.rpc`)
}

async function copyChain(chain: EngineChain, folder: string): Promise<EngineChain> {
  mkdirSync(folder, { recursive: true })
  const from = hostPaths(chain.folder)
  copyFileSync(from.genesis, join(folder, 'genesis.json'))
  copyFileSync(from.rollup, join(folder, 'rollup.json'))
  return { ...chain, folder, services: { ...chain.services, run: { ...chain.services.run, replicas: 1 } } }
}
