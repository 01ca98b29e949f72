import { type Listener, LOOPBACK, type ServiceSpec, type ServicesInput } from './types.ts'

/** Where one op-geth keeps its data and listens. */
export type ExecutionPlace = Listener & {
  name: string
  dataDir: string
  /** TOML that keeps it from listening to peers. */
  configFile: string
  jwtFile: string
  httpPort: number
  wsPort: number
  authPort: number
  metricsPort: number
}

/**
 * LevelDB hands every write to the system at once. Pebble, the default, keeps up to 32 KiB of its log in memory: a
 * killed op-geth had forgotten its last blocks, which others had seen.
 */
const storage = ['--state.scheme=hash', '--db.engine=leveldb']

/**
 * op-geth with all of the history. `miner` and `debug` are for the batcher and the proposer: only the front door is
 * for others, and it lets neither through.
 */
export function executionService(
  { l2ChainId }: Pick<ServicesInput, 'l2ChainId'>,
  place: ExecutionPlace,
): ServiceSpec {
  const apis = 'eth,net,web3,debug,txpool,miner'
  const address = place.listen ?? LOOPBACK
  return {
    name: place.name,
    program: 'op-geth',
    args: [
      `--config=${place.configFile}`,
      `--datadir=${place.dataDir}`,
      ...storage,
      `--networkid=${l2ChainId}`,
      '--http',
      `--http.addr=${address}`,
      `--http.port=${place.httpPort}`,
      `--http.api=${apis}`,
      '--http.vhosts=*',
      '--ws',
      `--ws.addr=${address}`,
      `--ws.port=${place.wsPort}`,
      '--ws.api=eth,net,web3',
      '--ws.origins=*',
      `--authrpc.addr=${address}`,
      // Its secret protects it, by whatever name it is called.
      '--authrpc.vhosts=*',
      `--authrpc.port=${place.authPort}`,
      `--authrpc.jwtsecret=${place.jwtFile}`,
      '--maxpeers=0',
      '--nodiscover',
      '--syncmode=full',
      '--gcmode=archive',
      '--ipcdisable',
      // Below this it ends itself; its own choice depends on the size of its cache. MiB.
      '--datadir.minfreedisk=512',
      '--metrics',
      `--metrics.addr=${address}`,
      `--metrics.port=${place.metricsPort}`,
    ],
    secrets: {},
  }
}

/** Arguments of the one run that writes block 0. */
export function initArguments({ dataDir }: { dataDir: string }, genesisFile: string): string[] {
  return ['init', `--datadir=${dataDir}`, ...storage, genesisFile]
}
