import { isUnknownL1, l1Pace } from './l1.ts'
import { type Listener, LOOPBACK, type ServiceSpec, type ServicesInput } from './types.ts'
import { versionSets } from './versionSets.ts'

/** How a node meets others. Records and addresses are public. */
export type Gossip = {
  tcpPort: number
  udpPort: number
  keyFile: string
  /** ENRs to find others by. */
  bootnodes: readonly string[]
  discovery: boolean
}

/** What a node is for: one that orders, one that follows by gossip, one that trusts nothing but L1. */
export type NodeRole =
  /** `waits`: begins when it is told to, as under a conductor. */
  | { kind: 'sequencer'; gossip: Gossip; conductorUrl?: string; waits: boolean }
  | { kind: 'replica'; gossip: Gossip }
  | { kind: 'verifier' }

/** Where one op-node keeps its data and listens; it meets others on the same address. */
export type NodePlace = Listener & {
  name: string
  engineUrl: string
  jwtFile: string
  rollupFile: string
  /** Written by the engine for an L1 that op-node does not know. */
  l1ChainConfigFile: string
  safeDbDir: string
  rpcPort: number
  metricsPort: number
  hasBeacon: boolean
}

/** op-node: the derivation, and for a sequencer the order of transactions. */
export function nodeService(input: ServicesInput, place: NodePlace, role: NodeRole): ServiceSpec {
  const pace = l1Pace(input)
  const { needsL1ChainConfig, hasSyncMode } = versionSets[input.run.versionSet]
  const { l1Confirmations } = input.run.services
  const address = place.listen ?? LOOPBACK
  return {
    name: place.name,
    program: 'op-node',
    args: [
      '--l1.rpckind=standard',
      ...(pace.isLocal ? ['--l1.trustrpc'] : []),
      ...(place.hasBeacon ? [] : ['--l1.beacon.ignore']),
      `--l1.http-poll-interval=${pace.pollInterval}`,
      `--l1.epoch-poll-interval=${pace.epochPollInterval}`,
      ...(pace.isLocal ? ['--l1.runtime-config-reload-interval=10s'] : []),
      ...(needsL1ChainConfig && isUnknownL1(input.l1ChainId)
        ? [`--rollup.l1-chain-config=${place.l1ChainConfigFile}`]
        : []),
      `--l2=${place.engineUrl}`,
      `--l2.jwt-secret=${place.jwtFile}`,
      `--rollup.config=${place.rollupFile}`,
      `--safedb.path=${place.safeDbDir}`,
      `--rpc.addr=${address}`,
      `--rpc.port=${place.rpcPort}`,
      '--rpc.enable-admin',
      '--metrics.enabled',
      `--metrics.addr=${address}`,
      `--metrics.port=${place.metricsPort}`,
      `--verifier.l1-confs=${l1Confirmations}`,
      ...roleArguments(role, { address, l1Confirmations }),
      // Gaps are filled by asking peers; op-geth itself has none.
      ...(hasSyncMode && role.kind !== 'verifier' ? ['--syncmode.req-resp=true'] : []),
    ],
    secrets: {
      OP_NODE_L1_ETH_RPC: 'l1RpcUrl',
      ...(place.hasBeacon && { OP_NODE_L1_BEACON: 'l1BeaconUrl' }),
      ...(role.kind === 'sequencer' && { OP_NODE_P2P_SEQUENCER_KEY: 'unsafeSigner' }),
    },
  }
}

function roleArguments(
  role: NodeRole,
  { address, l1Confirmations }: { address: string; l1Confirmations: number },
): string[] {
  switch (role.kind) {
    case 'verifier':
      return ['--p2p.disable']
    case 'replica':
      return gossipArguments(role.gossip, address)
    case 'sequencer':
      return [
        '--sequencer.enabled',
        `--sequencer.l1-confs=${l1Confirmations}`,
        // Under a conductor only the leader begins.
        ...(role.waits || role.conductorUrl ? ['--sequencer.stopped'] : []),
        ...(role.conductorUrl ? ['--conductor.enabled', `--conductor.rpc=${role.conductorUrl}`] : []),
        ...gossipArguments(role.gossip, address),
      ]
    default:
      throw new TypeError(`unknown role ${(role satisfies never as NodeRole).kind}`)
  }
}

function gossipArguments(
  { tcpPort, udpPort, keyFile, bootnodes, discovery }: Gossip,
  address: string,
): string[] {
  return [
    `--p2p.listen.ip=${address}`,
    `--p2p.listen.tcp=${tcpPort}`,
    `--p2p.listen.udp=${udpPort}`,
    // Of all interfaces it finds out itself by which one it is reached.
    ...(isAny(address) ? [] : [`--p2p.advertise.ip=${address}`]),
    `--p2p.advertise.tcp=${tcpPort}`,
    `--p2p.advertise.udp=${udpPort}`,
    `--p2p.priv.path=${keyFile}`,
    '--p2p.peerstore.path=memory',
    '--p2p.discovery.path=memory',
    '--p2p.scoring=none',
    '--p2p.ban.peers=false',
    ...(discovery ? [] : ['--p2p.no-discovery']),
    // One comma: no bootnodes at all. Left out, op-node asks the DNS for those of the superchain.
    `--p2p.bootnodes=${bootnodes.length > 0 ? bootnodes.join(',') : ','}`,
  ]
}

/** All interfaces of a machine: an address to listen on, not one to be found at. */
function isAny(address: string): boolean {
  return address === '0.0.0.0' || address === '::'
}
