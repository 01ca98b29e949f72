import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { buildRollupConfig, parseChainToml, serializeRollup } from '@opraas/deployer/core'
import { parse } from 'smol-toml'
import { sampleRollup } from '../../../deployer/src/core/genesis/testing/sample.ts'
import { registryChainIds } from '../../../deployer/src/core/services/registryChainIds.ts'
import { buildJudge, type Judge, moduleFolder, skipWithoutGo } from '../judge.ts'
import { describeForks, schedulesUpTo } from '../schedules.ts'

/** A chain as op-node's archive of the registry has it. */
type Known = { name: string; toml: string; rollup: Rollup }
/** A rollup config as op-node writes it. */
type Rollup = Record<string, unknown>

const newestFork = { '13': 'jovian', '17': 'karst' } as const

for (const set of ['13', '17'] as const) {
  describe(`op-node of version set ${set}`, { skip: skipWithoutGo }, () => {
    let judge: Judge
    let registry: Known[] = []
    before(() => {
      judge = buildJudge('op-node', set)
      const archive = 'superchain/superchain-configs.zip'
      const file = join(moduleFolder('github.com/ethereum/go-ethereum', set), archive)
      registry = judge(['registry', file]).map((line): Known => JSON.parse(line))
    })
    /** What op-node reads in files of ours; it refuses unknown fields and what its own Check() refuses. */
    const read = (files: readonly string[]) =>
      judge(['check'], files.join('\n')).map((line): Rollup => JSON.parse(line))

    test('makes the same of every chain TOML of its registry', () => {
      assert.ok(registry.length > 50, `${registry.length} chains`)
      const ours = registry.map(({ toml }) => parseChainToml(parse(toml)))
      const found = read(ours.map((config) => JSON.stringify(config)))
      assert.deepEqual(
        found.map((config, index) => [registry[index]?.name, withoutSuperchain(config)]),
        registry.map(({ name, rollup }) => [name, withoutSuperchain(rollup)]),
      )
    })

    test('has no chain whose id we would let somebody take', () => {
      const free = registry.filter(({ rollup }) => !registryChainIds.has(Number(rollup.l2_chain_id)))
      assert.deepEqual(free, [])
    })

    test('reads our rollup.json with any forks, and nothing in it differently', () => {
      const payable = schedulesUpTo(newestFork[set]).filter(({ ecotone }) => ecotone === 'genesis')
      const ours = payable.map((forks) => buildRollupConfig({ ...sampleRollup, forks }))
      const found = read(ours.map(serializeRollup))
      assert.equal(found.length, ours.length)
      for (const [index, config] of ours.entries()) {
        const theirs = found[index] ?? {}
        assert.deepEqual(
          merge(theirs, JSON.parse(serializeRollup(config))),
          theirs,
          describeForks(payable[index] ?? {}),
        )
      }
    })
  })
}

/** Address of the superchain's versions contract: not of the chain, and gone from newer releases. */
function withoutSuperchain({ protocol_versions_address: _, ...config }: Rollup): Rollup {
  return config
}

/** `found` with every field of `ours` written over it: still the same when what it adds is all that differs. */
function merge(found: Rollup, ours: Rollup): Rollup {
  const entries = Object.entries(ours).map(([key, value]) => {
    const theirs = found[key]
    const isTable =
      typeof value === 'object' && value !== null && typeof theirs === 'object' && theirs !== null
    return [key, isTable ? merge({ ...theirs }, { ...value }) : value]
  })
  return { ...found, ...Object.fromEntries(entries) }
}
