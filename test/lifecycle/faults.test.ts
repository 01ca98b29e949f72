import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { actors } from '../../scripts/demo/actors.ts'
import { until } from '../../scripts/demo/chain.ts'
import { createNarrator } from '../../scripts/demo/narrator.ts'
import { play } from '../../scripts/demo/play.ts'
import { type Context, ownPrograms } from '../../scripts/demo/services.ts'
import { raiseStage } from '../../scripts/demo/stage.ts'
import { createSupervisor, type Supervisor } from '../../scripts/demo/supervisor.ts'
import { closeWorld, openWorld, type World } from '../../scripts/demo/world.ts'
import { FAULTS_VARIABLE, readFaults } from './faultPoints.ts'
import { readTransactions, requireEveryTransactionOnce } from './readAgain.ts'
import { findPortBase } from './runDemo.ts'

const MINUTES = 60_000
/** Beginnings of writes that no lifecycle goes without; the list of what was met is longer. */
const REQUIRED = [
  'agent setup: after identity',
  'agent setup: after signed:setup',
  'agent setup: after mined:setup',
  'agent run: after watcher',
  'agent run: after port',
  'agent run: after saga:provision:verify',
  'agent run: after saga:provision:fund',
  'agent run: after saga:provision:up',
  'agent run: after saga:provision:genesis',
  'agent run: after signed:start',
  'agent run: after mined:start',
  'agent run: after signed:settle',
  'agent run: after mined:settle',
  'agent run: after signed:close',
  'agent run: after signed:claim',
  'agent run: after mined:claim',
  'agent run: after saga:teardown:down',
  'agent run: after saga:teardown:release',
  'agent run: after saga:agreement:finished',
  'opraas deploy: after signed:',
  'opraas deploy: after stage:verify',
  'opraas rotate-keys: after mined:revoke',
]

let world: World
let supervisor: Supervisor
const stop = new AbortController()

before(async () => {
  world = await openWorld(await findPortBase())
  supervisor = createSupervisor({ signal: stop.signal, maxRestarts: 200, onEnd: () => undefined })
})
after(async () => {
  stop.abort(new Error('the end of the test'))
  await supervisor.stopAll()
  await closeWorld(world)
  rmSync(world.folder, { recursive: true })
})

test('agent and deployer, killed at each of their writes, do everything once; the market is on another chain', {
  timeout: 8 * MINUTES,
}, async (t) => {
  const file = join(world.folder, 'faults')
  process.env[FAULTS_VARIABLE] = file
  const programs = {
    ...ownPrograms,
    agent: join(import.meta.dirname, 'agentChild.ts'),
    opraas: join(import.meta.dirname, 'opraasChild.ts'),
  }
  const context: Context = { world, supervisor, signal: stop.signal, programs }
  const narrator = createNarrator(process.stderr, Date.now())
  const screen = { places: {} }
  const stage = await raiseStage(context, { separateMarket: true, linger: 0 }, { narrator, screen })
  const story = await play(context, stage, { narrator, screen, outage: 0 })
  const { l1, market } = stage.chains
  assert.notEqual(l1.chainId, market.chainId)

  const last = 'agent run: after saga:agreement:finished'
  await until(last, async () => (readFaults(file).includes(last) ? true : undefined), { signal: stop.signal })
  const covered = readFaults(file)
  const writes = new Set(covered.map((name) => name.replace(/(before|after) /, '')))
  t.diagnostic(`faultPoints: ${2 * writes.size}, covered: ${covered.length}`)
  const halves = [...writes].filter(
    (write) => covered.filter((name) => name.replace(/(before|after) /, '') === write).length !== 2,
  )
  assert.deepEqual(halves, [], 'each write is killed on both sides')
  for (const name of REQUIRED) {
    const isCovered = covered.some((found) => found.startsWith(name))
    assert.ok(isCovered, `${name} is missing in\n${covered.join('\n')}`)
  }

  const { ledger } = story
  assert.equal(ledger.balanced, true)
  assert.equal(ledger.slashed, 0n, 'a restart of the agent costs nothing: the chain runs on')
  assert.ok(ledger.epochs.every(({ payoutBps }) => payoutBps === 10_000))

  await requireEveryTransactionOnce(market.url, actors.vendor.account.address)
  await requireEveryTransactionOnce(market.url, actors.operator.account.address)
  const steps = story.txs.deploy
  assert.equal(new Set(steps).size, steps.length)
  const onL1 = await readTransactions(l1.url, actors.client.account.address)
  // Everything on L1 is the deployment, the deposit and the rotation.
  assert.equal(onL1.length, steps.length + 1 + story.txs.rotate.length)
  assert.equal(story.txs.rotate.length, 3)
})
