import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Anvil, chooseChainId, startAnvil } from '../../deployer/src/testing/anvil.ts'
import { playHistory } from './history/play.ts'
import { setStage } from './history/stage.ts'
import { createRandom } from './support/terms.ts'

/** `OPRAAS_SEED` replays a history. */
const seed = process.env.OPRAAS_SEED ?? `${Math.floor(Math.random() * 2 ** 32)}`
const agreements = 40
const stepsEach = 25

let anvil: Anvil

before(async () => {
  anvil = await startAnvil({ chainId: chooseChainId() })
})

after(() => anvil.close())

test('the contracts move money as the model does, to the unit, for any grouping of settles', async (t) => {
  t.diagnostic(`seed ${seed}; OPRAAS_SEED=${seed} plays the same history`)
  const stage = await setStage(anvil.client)
  const played = await playHistory(stage, { random: createRandom(seed), agreements, stepsEach })
  t.diagnostic(JSON.stringify(played))
  assert.equal(played.agreements, agreements)
  assert.ok(played.steps >= agreements * stepsEach, 'all steps were played')
  assert.ok(played.refused < played.steps / 2, 'most calls do something')
  assert.ok(played.groupings > 0, 'some settles were grouped')
})
