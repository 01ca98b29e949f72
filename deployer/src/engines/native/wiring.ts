import { conductorService } from '../../core/services/conductor.ts'
import { challengerService, disputeMonService } from '../../core/services/disputes.ts'
import { executionService } from '../../core/services/execution.ts'
import { type Gossip, type NodeRole, nodeService } from '../../core/services/node.ts'
import { batcherService, proposerService } from '../../core/services/posting.ts'
import type { ServiceSpec } from '../../core/services/types.ts'
import type { HostedChain } from '../process/hostFiles.ts'
import { nativePaths, type Pair, pairsOf } from './layout.ts'
import type { Ports } from './ports.ts'

/** A chain with its ports: everything that decides how its programs find each other. */
export type Wiring = { chain: HostedChain; ports: Ports; hasBeacon: boolean }

/** URL of a service on this machine. @param name - `engine-0.http` */
export function urlOf({ ports }: Pick<Wiring, 'ports'>, name: string): string {
  return `http://127.0.0.1:${portOf(ports, name)}`
}

/** The op-geth of a pair. */
export function executionOf({ chain, ports }: Wiring, { execution }: Pair): ServiceSpec {
  const paths = nativePaths(chain.folder)
  return executionService(chain.services, {
    name: execution,
    dataDir: paths.data(execution),
    configFile: paths.executionConfig,
    jwtFile: paths.jwt,
    httpPort: portOf(ports, `${execution}.http`),
    wsPort: portOf(ports, `${execution}.ws`),
    authPort: portOf(ports, `${execution}.auth`),
    metricsPort: portOf(ports, `${execution}.metrics`),
  })
}

/**
 * The op-node of a pair.
 *
 * @param options.bootnodes - ENRs of the sequencers, for replicas
 * @param options.waits - a sequencer that makes no blocks before it is told to
 */
export function nodeOf(
  wiring: Wiring,
  pair: Pair,
  { bootnodes = [], waits = false }: { bootnodes?: readonly string[]; waits?: boolean } = {},
): ServiceSpec {
  const { chain, ports, hasBeacon } = wiring
  const { execution, node } = pair
  const paths = nativePaths(chain.folder)
  const gossip = {
    tcpPort: portOf(ports, `${node}.tcp`),
    udpPort: portOf(ports, `${node}.udp`),
    keyFile: paths.p2pKey(node),
    bootnodes,
    discovery: true,
  }
  return nodeService(
    chain.services,
    {
      name: node,
      engineUrl: urlOf(wiring, `${execution}.auth`),
      jwtFile: paths.jwt,
      rollupFile: paths.rollup,
      l1ChainConfigFile: paths.l1ChainConfig,
      safeDbDir: paths.data(node),
      rpcPort: portOf(ports, `${node}.rpc`),
      metricsPort: portOf(ports, `${node}.metrics`),
      hasBeacon,
    },
    roleOf(wiring, pair, { gossip, waits }),
  )
}

function roleOf(
  wiring: Wiring,
  { role, index }: Pair,
  { gossip, waits }: { gossip: Gossip; waits: boolean },
): NodeRole {
  const isGroup = wiring.chain.services.run.sequencers > 1
  switch (role) {
    case 'verifier':
      return { kind: 'verifier' }
    case 'replica':
      return { kind: 'replica', gossip }
    case 'sequencer':
      return {
        kind: 'sequencer',
        gossip,
        waits,
        ...(isGroup && { conductorUrl: urlOf(wiring, `conductor-${index}.rpc`) }),
      }
  }
}

/** The conductor of a sequencer. @param isFounder - the group does not exist yet, and this one founds it */
export function conductorOf(
  wiring: Wiring,
  { index, execution, node }: Pair,
  isFounder: boolean,
): ServiceSpec {
  const { chain, ports } = wiring
  const paths = nativePaths(chain.folder)
  const name = `conductor-${index}`
  return conductorService(chain.services, {
    name,
    serverId: `seq${index}`,
    isFounder,
    storageDir: paths.data(name),
    nodeUrl: urlOf(wiring, `${node}.rpc`),
    executionUrl: urlOf(wiring, `${execution}.http`),
    rollupFile: paths.rollup,
    consensusPort: portOf(ports, `${name}.consensus`),
    rpcPort: portOf(ports, `${name}.rpc`),
    metricsPort: portOf(ports, `${name}.metrics`),
  })
}

/** Batcher, proposer and what watches the games. */
export function postingOf(wiring: Wiring): ServiceSpec[] {
  const { chain, ports, hasBeacon } = wiring
  const { services } = chain
  const paths = nativePaths(chain.folder)
  const sequencers = pairsOf(services).filter(({ role }) => role === 'sequencer')
  const isGroup = sequencers.length > 1
  // The conductors pass on to whoever leads.
  const through = (direct: (pair: Pair) => string): string[] =>
    sequencers.map((pair) => (isGroup ? urlOf(wiring, `conductor-${pair.index}.rpc`) : direct(pair)))
  const l2Urls = through(({ execution }) => urlOf(wiring, `${execution}.http`))
  const rollupUrls = through(({ node }) => urlOf(wiring, `${node}.rpc`))
  const posting = (name: string) => ({
    l2Urls,
    rollupUrls,
    rpcPort: portOf(ports, `${name}.rpc`),
    metricsPort: portOf(ports, `${name}.metrics`),
  })
  const dispute = (name: string) => ({
    l2Url: l2Urls[0] ?? '',
    rollupUrl: rollupUrls[0] ?? '',
    dataDir: paths.data(name),
    metricsPort: portOf(ports, `${name}.metrics`),
    rollupFile: paths.rollup,
    genesisFile: paths.genesis,
    hasBeacon,
  })
  const { challenger, disputeMon } = services.run.services
  return [
    batcherService(services, posting('batcher')),
    proposerService(services, posting('proposer')),
    ...(challenger === 'off' ? [] : [challengerService(services, dispute('challenger'))]),
    ...(disputeMon ? [disputeMonService(services, dispute('dispute-mon'))] : []),
  ]
}

export function portOf(ports: Ports, name: string): number {
  const port = ports[name]
  if (port === undefined) throw new TypeError(`no port for ${name}`)
  return port
}
