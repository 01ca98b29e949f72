import { challengerService } from '../../core/services/disputes.ts'
import { executionService } from '../../core/services/execution.ts'
import { type Gossip, type NodeRole, nodeService } from '../../core/services/node.ts'
import { batcherService, proposerService } from '../../core/services/posting.ts'
import type { ServiceSpec } from '../../core/services/types.ts'
import type { HostedChain } from '../process/hostFiles.ts'
import { nativePaths } from './layout.ts'

/** Ports of services that run alone, unless others are given. They differ, so that one machine can have them all. */
export const singlePorts = {
  engine: { rpc: 8545, ws: 8546, auth: 8551, metrics: 6060 },
  node: { rpc: 8547, p2p: 9222, metrics: 7300 },
  batcher: { rpc: 8548, metrics: 7301 },
  proposer: { rpc: 8560, metrics: 7302 },
  challenger: { metrics: 7303 },
} as const

/** One service of a chain that runs alone. */
export type SingleName = keyof typeof singlePorts

/** Ports by what listens there. */
export type SinglePorts = Partial<Record<'rpc' | 'ws' | 'auth' | 'p2p' | 'metrics', number>>

/** Where a service that runs alone listens, and where it finds the others. */
export type SinglePlace = {
  listen?: string
  /** In place of those of `singlePorts`. */
  ports: SinglePorts
  role: NodeRole['kind']
  bootnodes: readonly string[]
  /** The engine API of the node's op-geth. */
  engineUrl: string
  /** RPCs of the L2 and of its op-node; several: members of a conductor. */
  l2Urls: readonly string[]
  rollupUrls: readonly string[]
  jwtFile: string
}

/** How one service is started on a machine of its own; it uses the folders that it has below a chain's host, too. */
export function buildSingle(
  chain: HostedChain,
  service: SingleName,
  place: SinglePlace & { hasBeacon: boolean },
): ServiceSpec {
  const paths = nativePaths(chain.folder)
  const { jwtFile, hasBeacon, l2Urls, rollupUrls } = place
  const [execution, node] = ['engine-0', 'node-0']
  const listener = place.listen === undefined ? {} : { listen: place.listen }
  const ports = { ...singlePorts[service], ...place.ports }
  const port = (name: keyof SinglePorts): number => {
    const found = (ports as SinglePorts)[name]
    if (found === undefined) throw new TypeError(`${service} has no port ${name}`)
    return found
  }
  switch (service) {
    case 'engine':
      return executionService(chain.services, {
        ...listener,
        name: execution,
        dataDir: paths.data(execution),
        configFile: paths.executionConfig,
        jwtFile,
        httpPort: port('rpc'),
        wsPort: port('ws'),
        authPort: port('auth'),
        metricsPort: port('metrics'),
      })
    case 'node': {
      const gossip: Gossip = {
        tcpPort: port('p2p'),
        udpPort: port('p2p'),
        keyFile: paths.p2pKey(node),
        bootnodes: place.bootnodes,
        discovery: true,
      }
      const at = {
        ...listener,
        name: node,
        engineUrl: place.engineUrl,
        jwtFile,
        rollupFile: paths.rollup,
        l1ChainConfigFile: paths.l1ChainConfig,
        safeDbDir: paths.data(node),
        rpcPort: port('rpc'),
        metricsPort: port('metrics'),
        hasBeacon,
      }
      return nodeService(chain.services, at, roleOf(place.role, gossip))
    }
    case 'batcher':
    case 'proposer': {
      const build = service === 'batcher' ? batcherService : proposerService
      const at = { ...listener, l2Urls, rollupUrls, rpcPort: port('rpc'), metricsPort: port('metrics') }
      return build(chain.services, at)
    }
    case 'challenger':
      return challengerService(chain.services, {
        ...listener,
        l2Url: l2Urls[0] ?? '',
        rollupUrl: rollupUrls[0] ?? '',
        dataDir: paths.data('challenger'),
        metricsPort: port('metrics'),
        rollupFile: paths.rollup,
        genesisFile: paths.genesis,
        hasBeacon,
      })
  }
}

function roleOf(kind: NodeRole['kind'], gossip: Gossip): NodeRole {
  switch (kind) {
    case 'sequencer':
      // It begins when everything that lies on L1 is derived, see sequencing.ts.
      return { kind, gossip, waits: true }
    case 'replica':
      return { kind, gossip }
    case 'verifier':
      return { kind }
  }
}
