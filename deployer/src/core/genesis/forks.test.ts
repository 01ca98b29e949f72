import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { completeForks, defaultForks, type ForkSchedule, forkNames, scheduleForks } from './forks.ts'

const chain = { timestamp: 1000, blockTime: 2 }

describe('scheduleForks', () => {
  test('turns offsets into unix seconds and genesis into 0', () => {
    const times = scheduleForks({ ...defaultForks, isthmus: 2, jovian: 4, karst: 6, lagoon: 7 }, chain)
    assert.deepEqual(times, {
      regolith: 0,
      canyon: 0,
      delta: 0,
      ecotone: 0,
      fjord: 0,
      granite: 0,
      holocene: 0,
      isthmus: 1002,
      jovian: 1004,
      karst: 1006,
      lagoon: 1007,
    })
    assert.deepEqual(Object.keys(times), [...forkNames])
  })

  test('leaves out what is not scheduled', () => {
    assert.deepEqual(scheduleForks({ regolith: 'genesis', canyon: 10, delta: undefined }, chain), {
      regolith: 0,
      canyon: 1010,
    })
    assert.deepEqual(scheduleForks({}, chain), {})
  })

  test('does not care in which order forks are written', () => {
    assert.deepEqual(scheduleForks({ canyon: 4, regolith: 2 }, chain), { regolith: 1002, canyon: 1004 })
  })

  test('lets forks without upgrade transactions share a time', () => {
    assert.deepEqual(scheduleForks({ regolith: 4, canyon: 4, delta: 4, ecotone: 4 }, chain), {
      regolith: 1004,
      canyon: 1004,
      delta: 1004,
      ecotone: 1004,
    })
  })

  const refused: [what: string, forks: ForkSchedule, message: string][] = [
    [
      'a fork without an earlier one',
      { regolith: 'genesis', delta: 'genesis' },
      'forks.canyon: found nothing, expected a time, because delta is set.',
    ],
    [
      'a fork before an earlier one',
      { regolith: 'genesis', canyon: 10, delta: 8 },
      'forks.delta: found 8, expected not before canyon (10).',
    ],
    [
      'genesis after an offset',
      { regolith: 10, canyon: 'genesis' },
      'forks.canyon: found "genesis", expected not before regolith (10).',
    ],
    [
      'an offset of zero',
      { regolith: 0 },
      "forks.regolith: found 0, expected a whole number of seconds after genesis, or 'genesis', at least 1.",
    ],
    [
      'Isthmus at genesis',
      { ...defaultForks, isthmus: 'genesis' },
      'forks.isthmus: found "genesis", expected at least one block after genesis: contracts-bedrock 0.17.3 has no predeploys for it.',
    ],
    [
      'two upgrades in one block',
      { ...defaultForks, isthmus: 3, jovian: 4 },
      'forks.jovian: found 4, expected a later block than isthmus (block 2, 2 s each).',
    ],
    [
      'Ecotone and Fjord in one block after genesis',
      { regolith: 'genesis', canyon: 'genesis', delta: 'genesis', ecotone: 10, fjord: 10 },
      'forks.fjord: found 10, expected a later block than ecotone (block 5, 2 s each).',
    ],
  ]
  for (const [what, forks, message] of refused) {
    test(`refuses ${what}`, () => {
      assert.throws(() => scheduleForks(forks, chain), { name: 'GenesisError', message })
    })
  }

  test('refuses a fork it does not know', () => {
    const forks = JSON.parse('{"regolith":"genesis","cayon":"genesis"}')
    assert.throws(() => scheduleForks(forks, chain), {
      message: `forks.cayon: found "cayon", expected one of ${forkNames.join(', ')}.`,
    })
  })
})

describe('completeForks', () => {
  test('starts earlier forks at genesis and unnamed ones with the fork before them', () => {
    assert.deepEqual(completeForks({ isthmus: 20 }), { ...defaultForks, isthmus: 20 })
    assert.deepEqual(completeForks({ canyon: 10, ecotone: 20 }), {
      regolith: 'genesis',
      canyon: 10,
      delta: 10,
      ecotone: 20,
    })
  })

  test('takes zero seconds as genesis, and nothing as nothing', () => {
    assert.deepEqual(completeForks({ regolith: 0 }), { regolith: 'genesis' })
    assert.equal(completeForks({}), undefined)
  })
})
