import assert from 'node:assert/strict'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { agreementState, marketplaceAbi } from '@opraas/contracts'
import { actors, DEV_MNEMONIC } from '../../scripts/demo/actors.ts'
import { until } from '../../scripts/demo/chain.ts'
import { createDemoClient } from '../../scripts/demo/client.ts'
import { createNarrator } from '../../scripts/demo/narrator.ts'
import { runJson } from '../../scripts/demo/program.ts'
import { type Context, ownPrograms } from '../../scripts/demo/services.ts'
import { raiseStage, type Stage } from '../../scripts/demo/stage.ts'
import { createSupervisor, type Supervisor } from '../../scripts/demo/supervisor.ts'
import { demo } from '../../scripts/demo/terms.ts'
import { closeWorld, openWorld, type World } from '../../scripts/demo/world.ts'
import { findPortBase } from './runDemo.ts'

const MINUTES = 60_000
const FOREIGN = '0x00000000000000000000000000000000000000aa'

describe('what the agent refuses', { timeout: 4 * MINUTES }, () => {
  const stop = new AbortController()
  let world: World
  let supervisor: Supervisor
  let context: Context
  let stage: Stage

  before(async () => {
    world = await openWorld(await findPortBase())
    supervisor = createSupervisor({ signal: stop.signal, maxRestarts: 3, onEnd: () => undefined })
    context = { world, supervisor, signal: stop.signal, programs: ownPrograms }
    const output = { narrator: createNarrator(process.stderr, Date.now()), screen: { places: {} } }
    stage = await raiseStage(context, { separateMarket: true, linger: 0 }, output)
  })
  after(async () => {
    stop.abort(new Error('the end of the test'))
    await supervisor.stopAll()
    await closeWorld(world)
    rmSync(world.folder, { recursive: true })
  })

  /** Runs `opraas-agent setup` with agent.toml, changed or not. */
  function setup(change: (toml: string) => string = (toml) => toml) {
    const file = world.path('vendor/agent.toml')
    const original = readFileSync(file, 'utf8')
    writeFileSync(file, change(original))
    return runJson<Stage['offer']>(ownPrograms.agent, ['--config', file, '--json', 'setup'], {
      environment: {
        ...stage.environment,
        OPRAAS_VENDOR_KEY: actors.vendor.key,
        OPRAAS_OPERATOR_KEY: actors.operator.key,
        OPRAAS_AGENT_MNEMONIC: DEV_MNEMONIC,
      },
      logFile: world.path('logs/setup-again.log'),
      signal: stop.signal,
    }).finally(() => writeFileSync(file, original))
  }

  test('a chain with another batcher than the key set’s: rejected on chain, with a full refund', async () => {
    const client = createDemoClient(context, stage)
    const { agreementId, keySet } = await client.accept({
      ...stage.offer,
      vendor: actors.vendor.account.address,
    })
    const project = await client.create(agreementId)
    const file = world.path('client/config.toml')
    const config = readFileSync(file, 'utf8')
    assert.match(config, new RegExp(keySet.batcher, 'i'))
    writeFileSync(file, config.replace(new RegExp(keySet.batcher, 'i'), FOREIGN))
    const chain = await client.deploy(project)
    await client.bind(agreementId, keySet, chain)

    const read = { address: stage.market.marketplace, abi: marketplaceAbi } as const
    const market = stage.chains.market.client
    const readAgreement = () =>
      market.readContract({ ...read, functionName: 'getAgreement', args: [agreementId] })
    const isCancelled = async () =>
      agreementState((await readAgreement()).state) === 'Cancelled' ? true : undefined
    await until('the reject', isCancelled, { signal: stop.signal })
    const { deposit, earned, bond } = await readAgreement()
    assert.deepEqual([deposit, earned, bond], [60n * 10n ** 6n, 0n, 0n])
    const views = await (await fetch(`http://127.0.0.1:${world.ports.agent}/v1/agreements`)).text()
    assert.match(views, new RegExp(`has batcher ${FOREIGN}, expected ${keySet.batcher}`, 'i'), 'says why')
  })

  test('a second agent in the same folder', async () => {
    await assert.rejects(setup(), /OPR-402 .*works on the agent's store in /)
  })

  test('setup again sends nothing; what it can’t publish is named', async () => {
    await supervisor.cut('agent')
    const again = await setup()
    assert.equal(again.offerId, stage.offer.offerId)
    assert.deepEqual(Object.keys(again.transactions), ['addKeySets'], 'one was used up by the agreement')
    assert.deepEqual((await setup()).transactions, {})

    const { link } = stage.market
    for (const [change, expected] of [
      [(toml: string) => toml.replace(/^token = .*$/m, `token = "${link}"`), /OPR-605 .*does not list/],
      [(toml: string) => toml.replace('bond = "40.00"', 'bond = "9999.00"'), /OPR-300 .*and needs \d+/],
      [
        (toml: string) => toml.replace('epoch_length', 'epoch_lenght'),
        /OPR-10\d .*epoch_lenght.*epoch_length/,
      ],
      [(toml: string) => toml.replace('"40.00"', '40'), /OPR-10\d .*agent\.toml:\d+: offer\.bond/],
      [
        (toml: string) => toml.replace(/^epoch_length = .*$/m, 'epoch_length = 2'),
        /OPR-602 .*offer\.epoch_length: found 2, expected 4 to 2678400/,
      ],
      [(toml: string) => toml.replace(/^l1_chain_id = .*$/m, 'l1_chain_id = 5'), /OPR-201 .*31337.*5/],
    ] as const) {
      await assert.rejects(setup(change), expected)
    }
    assert.equal(demo.symbol, 'tUSD')
    const sent = await stage.chains.market.client.getTransactionCount({
      address: actors.vendor.account.address,
    })
    assert.equal(sent, Object.keys(stage.offer.transactions).length + 2, 'setup, the reject, the key set')
  })
})
