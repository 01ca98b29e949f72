import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { buildGenesis, completeForks, hashGenesis, serializeGenesis } from '@opraas/deployer/core'
import { loadBedrock } from '../../../deployer/src/artifacts/bedrock.ts'
import { sampleGenesis } from '../../../deployer/src/core/genesis/testing/sample.ts'
import { buildJudge, type Judge, skipWithoutGo } from '../judge.ts'
import { describeForks, schedulesUpTo } from '../schedules.ts'
import { createDraw, drawGenesis, engineForks } from './foreign.ts'

const later = ['isthmus', 'jovian', 'karst'] as const

for (const set of ['13', '17'] as const) {
  describe(`op-geth of version set ${set} gives the same hash and state root`, {
    skip: skipWithoutGo,
  }, () => {
    let judge: Judge
    before(() => {
      judge = buildJudge('op-geth', set)
    })
    const artifacts = loadBedrock()
    const ask = (genesis: string) => {
      const [hash, stateRoot] = judge([], genesis)[0]?.split(' ') ?? []
      return { hash, stateRoot }
    }

    for (const forks of schedulesUpTo('karst')) {
      test(`our genesis with ${describeForks(forks)}`, () => {
        const { genesis, hash, stateRoot } = buildGenesis({ ...sampleGenesis, forks }, artifacts)
        assert.deepEqual(ask(serializeGenesis(genesis)), { hash, stateRoot })
      })
    }

    for (const [index] of later.entries()) {
      test(`our genesis with the defaults, ${later.slice(0, index + 1).join(', ')} later`, () => {
        const named = Object.fromEntries(later.slice(0, index + 1).map((name, at) => [name, 20 * (at + 1)]))
        const input = { ...sampleGenesis, forks: completeForks(named) }
        const { genesis, hash, stateRoot } = buildGenesis(input, artifacts)
        assert.deepEqual(ask(serializeGenesis(genesis)), { hash, stateRoot })
      })
    }

    test('our genesis with a governance token, an aliased owner and funded accounts', () => {
      const input = {
        ...sampleGenesis,
        governanceToken: { owner: `0x${'12'.repeat(20)}` },
        proxyAdminOwner: { ...sampleGenesis.proxyAdminOwner, isL1Contract: true },
        prefund: [{ address: `0x${'99'.repeat(20)}`, balanceWei: 10n ** 24n }],
      } as const
      const { genesis, hash, stateRoot } = buildGenesis(input, artifacts)
      assert.deepEqual(ask(serializeGenesis(genesis)), { hash, stateRoot })
    })

    /** We never build those with Isthmus at genesis, but `hashGenesis` reads them in foreign files. */
    for (let atGenesis = 0; atGenesis <= engineForks.length; atGenesis++) {
      test(`foreign files with ${engineForks[atGenesis - 1] ?? 'nothing'} at genesis, and any later forks`, () => {
        const files = Array.from({ length: engineForks.length - atGenesis + 1 }, (_, scheduled) =>
          Array.from({ length: 4 }, (_, seed) =>
            drawGenesis(createDraw(1000 * atGenesis + 10 * scheduled + seed), atGenesis, scheduled),
          ),
        ).flat()
        const found = files.map((genesis) => {
          const { hash, stateRoot } = hashGenesis({ genesis, config: genesis })
          return `${hash} ${stateRoot}`
        })
        assert.deepEqual(found, judge([], files.map((genesis) => JSON.stringify(genesis)).join('\n')))
      })
    }
  })
}
