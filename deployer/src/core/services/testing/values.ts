import { defaultForks, forkNames, type RollupConfig } from '../../genesis/index.ts'
import type { Intent } from '../../intent/index.ts'
import { type L1Addresses, portalOf } from '../../l1/addresses.ts'
import type { ServiceSpec } from '../types.ts'

/** What one place says a value of a chain is. Places are named as people find them: `rollup.json block_time`. */
export type Saying = { name: string; place: string; value: string }

/** A saying; numbers in decimal, hex in lower case. */
export function say(name: string, place: string, value: string | number | bigint): Saying {
  return { name, place, value: String(value).toLowerCase() }
}

/** What the intent and the L1 addresses that follow from it say. @param genesisSeconds - unix time of block 0 */
export function sayingsOfIntent(
  intent: Intent,
  { addresses, genesisSeconds }: { addresses: L1Addresses; genesisSeconds: number },
): Saying[] {
  const { roles, games, run, outputs } = intent
  const { services } = run
  const of = (name: string, value: string | number | bigint): Saying => say(name, 'config.toml', value)
  const proposals = 'L2OutputOracle' in addresses ? addresses.L2OutputOracle : addresses.DisputeGameFactory
  return [
    of('L1 chain id', intent.l1ChainId),
    of('L2 chain id', intent.l2ChainId),
    of('block time', intent.blockTimeSeconds),
    of('gas limit', intent.gasLimit),
    of('genesis time', genesisSeconds),
    ...Object.entries(roles).map(([role, account]) => of(role, account)),
    of('SystemConfig', addresses.SystemConfig),
    of('portal', portalOf(addresses)),
    of('proposals', proposals),
    of('data availability', run.da),
    of('channel duration', services.maxChannelDurationBlocks),
    of('L1 confirmations', services.l1Confirmations),
    ...(outputs
      ? [
          of('output interval', outputs.submissionIntervalBlocks),
          of('finalization period', outputs.finalizationPeriodSeconds),
        ]
      : [
          of('proposal interval', services.proposalIntervalSeconds),
          of('game type', 1),
          of('proof maturity', games.proofMaturitySeconds),
          of('finality delay', games.finalityDelaySeconds),
          of('WETH delay', games.wethDelaySeconds),
          of('game clock', games.maxClockDurationSeconds),
          of('clock extension', games.clockExtensionSeconds),
          of('prestate', games.absolutePrestate),
        ]),
    ...Object.entries(intent.forks ?? defaultForks).flatMap(([fork, after]) => {
      if (after === undefined) return []
      return [of(`fork ${fork}`, after === 'genesis' ? 0 : genesisSeconds + after)]
    }),
  ]
}

/** @param place - `rollup.json`, or the node that was asked for it */
export function sayingsOfRollup(rollup: RollupConfig, place: string): Saying[] {
  const { genesis } = rollup
  const of = (name: string, field: string, value: string | number): Saying =>
    say(name, `${place} ${field}`, value)
  return [
    of('L1 chain id', 'l1_chain_id', rollup.l1_chain_id),
    of('L2 chain id', 'l2_chain_id', rollup.l2_chain_id),
    of('block time', 'block_time', rollup.block_time),
    of('gas limit', 'gasLimit', genesis.system_config.gasLimit),
    of('batcher', 'batcherAddr', genesis.system_config.batcherAddr),
    of('fee scalar', 'scalar', genesis.system_config.scalar),
    of('genesis time', 'l2_time', genesis.l2_time),
    of('genesis hash', 'genesis.l2.hash', genesis.l2.hash),
    of('L1 origin', 'genesis.l1.hash', genesis.l1.hash),
    of('batch inbox', 'batch_inbox_address', rollup.batch_inbox_address),
    of('SystemConfig', 'l1_system_config_address', rollup.l1_system_config_address),
    of('portal', 'deposit_contract_address', rollup.deposit_contract_address),
    ...forkNames.flatMap((fork) => {
      const time = rollup[`${fork}_time`]
      return time === undefined ? [] : [of(`fork ${fork}`, `${fork}_time`, time)]
    }),
  ]
}

/** @param genesis - genesis.json, parsed */
export function sayingsOfGenesis(genesis: {
  config: Record<string, unknown>
  gasLimit: string
  timestamp: string
}): Saying[] {
  const { config } = genesis
  const of = (name: string, field: string, value: string | number | bigint): Saying =>
    say(name, `genesis.json ${field}`, value)
  return [
    of('L2 chain id', 'chainId', Number(config.chainId)),
    of('gas limit', 'gasLimit', BigInt(genesis.gasLimit)),
    of('genesis time', 'timestamp', BigInt(genesis.timestamp)),
    ...forkNames.flatMap((fork) => {
      const time = config[`${fork}Time`]
      return time === undefined ? [] : [of(`fork ${fork}`, `${fork}Time`, Number(time))]
    }),
  ]
}

/** Flags that carry a value of the chain, and how the value is written in them. */
const flags: Readonly<Record<string, { name: string; read?: (text: string) => string | number }>> = {
  networkid: { name: 'L2 chain id' },
  'game-factory-address': { name: 'proposals' },
  'l2oo-address': { name: 'proposals' },
  'game-type': { name: 'game type' },
  'proposal-interval': { name: 'proposal interval', read: (text) => text.replace(/s$/, '') },
  'max-channel-duration': { name: 'channel duration' },
  'data-availability-type': { name: 'data availability' },
  'verifier.l1-confs': { name: 'L1 confirmations' },
  'sequencer.l1-confs': { name: 'L1 confirmations' },
  'honest-actors': { name: 'proposer' },
  'healthcheck.unsafe-interval': { name: 'block time', read: (text) => Number(text) / 150 },
}

/** What the arguments of programs say. */
export function sayingsOfServices(services: readonly Pick<ServiceSpec, 'name' | 'args'>[]): Saying[] {
  return services.flatMap(({ name, args }) =>
    args.flatMap((argument) => {
      const [, flag = '', text = ''] = /^--([^=]+)=(.*)$/.exec(argument) ?? []
      const known = flags[flag]
      return known ? [say(known.name, `${name} --${flag}`, known.read?.(text) ?? text)] : []
    }),
  )
}

/** Every value of which two places say something different, with all that is said of it. */
export function findDisagreements(sayings: readonly Saying[]): string[] {
  return byName(sayings).flatMap(([name, said]) => {
    if (new Set(said.map(({ value }) => value)).size === 1) return []
    return [`${name}: ${said.map(({ place, value }) => `${place} ${value}`).join(', ')}`]
  })
}

/** Where each value is written down. */
export function placesOf(sayings: readonly Saying[]): Record<string, string[]> {
  return Object.fromEntries(byName(sayings).map(([name, said]) => [name, said.map(({ place }) => place)]))
}

function byName(sayings: readonly Saying[]): [string, Saying[]][] {
  const groups = new Map<string, Saying[]>()
  for (const saying of sayings) groups.set(saying.name, [...(groups.get(saying.name) ?? []), saying])
  return [...groups]
}
