import { accounts } from './accounts.ts'

/** Of the L1s of all worlds: an id that counts as local. Their block 1 tells them apart. */
export const L1_CHAIN_ID = 31_337
let worlds = 0

/** Keys and values of config.toml, by table. */
export type Tables = Record<string, Record<string, string | number | boolean | readonly string[]>>

/** config.toml of a world. */
export function configToml(
  { versionSet, tables = {} }: { versionSet: '13' | '17'; tables?: Tables },
  rpcPort: number,
): string {
  const { owner, batcher, unsafeSigner, proposer, challenger } = accounts
  const base: Tables = {
    // Ids of the superchain registry would make op-geth take that chain's forks.
    chain: { name: 'world', id: 990_001 + ((process.pid * 10 + worlds++) % 1_000_000), block_time: 1 },
    l1: { chain_id: L1_CHAIN_ID },
    roles: {
      ...{ owner: owner.address, batcher: batcher.address, unsafe_signer: unsafeSigner.address },
      ...{ proposer: proposer.address, challenger: challenger.address },
    },
    games: {
      ...{
        proof_maturity: 12,
        finality_delay: 6,
        weth_delay: 12,
        max_clock_duration: 10,
        clock_extension: 0,
      },
    },
    infra: { engine: 'native', version_set: versionSet, rpc_port: rpcPort },
  }
  const names = [...new Set([...Object.keys(base), ...Object.keys(tables)])]
  const lines = names.flatMap((name) => [
    `[${name}]`,
    // JSON of these values is TOML.
    ...Object.entries({ ...base[name], ...tables[name] }).map(
      ([key, value]) => `${key} = ${JSON.stringify(value)}`,
    ),
  ])
  return `schema = 1\n${lines.join('\n')}\n`
}
