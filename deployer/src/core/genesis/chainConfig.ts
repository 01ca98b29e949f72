import type { ForkTimes } from './forks.ts'
import type { ChainConfig, Eip1559 } from './genesis.ts'

/** Ethereum's forks by block number, all of them before an OP Stack chain starts. */
const blockForks = [
  'homestead',
  'eip150',
  'eip155',
  'eip158',
  'byzantium',
  'constantinople',
  'petersburg',
  'istanbul',
  'muirGlacier',
  'berlin',
  'london',
  'arrowGlacier',
  'grayGlacier',
  'mergeNetsplit',
  'bedrock',
] as const

/**
 * The `config` of a genesis.json. Delta is left out: it changes derivation only and stands in rollup.json.
 *
 * @see op-geth, `params.ChainConfig`
 */
export function buildChainConfig(
  l2ChainId: number,
  { times, eip1559 }: { times: ForkTimes; eip1559: Eip1559 },
): ChainConfig {
  const { delta: _, ...forks } = times
  return {
    chainId: l2ChainId,
    ...Object.fromEntries(blockForks.map((name) => [`${name}Block`, 0])),
    terminalTotalDifficulty: 0,
    ...formatTimes({ shanghai: times.canyon, cancun: times.ecotone, prague: times.isthmus }),
    ...formatTimes(forks),
    optimism: {
      eip1559Elasticity: eip1559.elasticity,
      eip1559Denominator: eip1559.denominator,
      eip1559DenominatorCanyon: eip1559.denominatorCanyon,
    },
  }
}

function formatTimes(times: Readonly<Record<string, number | undefined>>): Record<`${string}Time`, number> {
  const set = Object.entries(times).filter((entry): entry is [string, number] => entry[1] !== undefined)
  return Object.fromEntries(set.map(([fork, time]) => [`${fork}Time`, time]))
}
