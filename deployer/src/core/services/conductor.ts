import type { ServiceSpec, ServicesInput } from './types.ts'

/** One member of the group that chooses the leading sequencer. */
export type ConductorPlace = {
  name: string
  serverId: string
  /** The first member of a new group founds it. */
  isFounder: boolean
  storageDir: string
  nodeUrl: string
  executionUrl: string
  rollupFile: string
  consensusPort: number
  rpcPort: number
  metricsPort: number
}

/** op-conductor: lets exactly one of several sequencers make blocks. Starts paused; the engine resumes it. */
export function conductorService(
  { blockTimeSeconds }: Pick<ServicesInput, 'blockTimeSeconds'>,
  place: ConductorPlace,
): ServiceSpec {
  return {
    name: place.name,
    program: 'op-conductor',
    args: [
      '--consensus.addr=127.0.0.1',
      `--consensus.port=${place.consensusPort}`,
      `--raft.server.id=${place.serverId}`,
      `--raft.storage.dir=${place.storageDir}`,
      ...(place.isFounder ? ['--raft.bootstrap'] : []),
      `--node.rpc=${place.nodeUrl}`,
      `--execution.rpc=${place.executionUrl}`,
      `--rollup.config=${place.rollupFile}`,
      '--healthcheck.interval=1',
      `--healthcheck.unsafe-interval=${150 * blockTimeSeconds}`,
      '--healthcheck.safe-interval=600',
      '--healthcheck.min-peer-count=1',
      '--rpc.addr=127.0.0.1',
      `--rpc.port=${place.rpcPort}`,
      '--rpc.enable-proxy',
      '--metrics.enabled',
      '--metrics.addr=127.0.0.1',
      `--metrics.port=${place.metricsPort}`,
      '--paused',
    ],
    secrets: {},
  }
}
