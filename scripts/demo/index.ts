import { asOpraasError, toJson } from '@opraas/deployer'
import pc from 'picocolors'
import { actors } from './actors.ts'
import { until } from './chain.ts'
import { createNarrator, type Narrator } from './narrator.ts'
import { type DemoOptions, parseOptions, usage } from './options.ts'
import { play, type Story } from './play.ts'
import { ensurePrograms } from './programs.ts'
import { runScreen, type ScreenState } from './screen.ts'
import { type Context, ownPrograms } from './services.ts'
import { raiseStage, type Stage } from './stage.ts'
import { createSupervisor } from './supervisor.ts'
import { closeWorld, openWorld, processesOf, type World } from './world.ts'

const startedAtMs = Number(process.env.OPRAAS_STARTED_AT ?? Date.now())
/** While a visitor looks around, an ended chain stays; an unattended run shows its teardown. */
const LINGER_SECONDS = 86_400
/** Of each program; one that can't run is told, not started for ever. */
const MAX_RESTARTS = 20

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2))
  if (options === 'help') {
    console.log(usage)
    return 0
  }
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => stop.abort(new Error(signal)))
  const narrator = createNarrator(process.stderr, startedAtMs)
  const world = await openWorld(options.portBase)
  const supervisor = createSupervisor({
    signal: stop.signal,
    maxRestarts: MAX_RESTARTS,
    onEnd: ({ name, logFile, again }) =>
      narrator.say(
        'world',
        `${name} ended by itself${again ? ' and is started again' : ''} (log: ${logFile})`,
      ),
  })
  try {
    await run({ world, supervisor, signal: stop.signal, programs: ownPrograms }, options, narrator)
    return 0
  } catch (error) {
    if (stop.signal.aborted) return options.once ? 130 : 0
    throw error
  } finally {
    stop.abort(new Error('end'))
    narrator.close()
    narrator.say('world', 'stops everything')
    await supervisor.stopAll()
    await closeWorld(world)
  }
}

async function run(context: Context, options: DemoOptions, narrator: Narrator): Promise<void> {
  const { world, signal } = context
  const { engine, oracle } = options
  if (engine.kind === 'native') await ensurePrograms(engine.versionSet, { narrator, signal })
  const screen: ScreenState = { places: {} }
  const screenEnd = new AbortController()
  signal.addEventListener('abort', () => screenEnd.abort(), { once: true })
  const drawing = runScreen(narrator, screen, screenEnd.signal)
  const linger = options.once && !options.hold ? 0 : LINGER_SECONDS
  try {
    const stage = await raiseStage(
      context,
      { separateMarket: false, linger, engine, oracle },
      { narrator, screen },
    )
    const story = await play(context, stage, { narrator, screen, outage: options.outage })
    if (linger === 0) await seeTeardown(world, narrator, signal)
    if (options.json) console.log(toJson(report(story, stage)))
    if (!story.ledger.balanced) throw new Error('The sums do not agree: see the lines above.')
    if (options.once && !options.hold) return
    screen.places = placesOf(world, stage)
    narrator.say(
      'world',
      `stays up: you play the next one, in the browser at ${stage.dappUrl}; Ctrl-C stops everything`,
    )
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  } finally {
    screenEnd.abort()
    await drawing
  }
}

async function seeTeardown(world: World, narrator: Narrator, signal: AbortSignal): Promise<void> {
  await until(
    'the vendor to stop the L2',
    async () => (processesOf(world.path('vendor/data/chains')).length === 0 ? true : undefined),
    { signal, seconds: 180 },
  )
  narrator.say('vendor', 'stopped the L2: its data stays')
}

/** The one JSON line: amounts as decimal strings in token base units. */
function report(story: Story, { chains, market, offer }: Stage) {
  const { ledger, l2, txs } = story
  const { epochs, deposited, paid, fees, refunded, slashed, balanced } = ledger
  return {
    agreement: story.agreementId,
    l1ChainId: chains.l1.chainId,
    marketChainId: chains.market.chainId,
    l2ChainId: l2.chainId,
    l1Rpc: chains.l1.url,
    l2Rpc: l2.url,
    marketplace: market.marketplace,
    token: market.token,
    l2Blocks: Number(l2.blocks),
    epochs,
    deposited,
    paid,
    fees,
    refunded,
    slashed,
    balanced,
    outageSeconds: story.outageSeconds,
    ...(story.stack && { stack: story.stack }),
    txs: {
      createOffer: offer.transactions.createOffer,
      accept: txs.accept,
      deploy: txs.deploy,
      bind: txs.bind,
      start: txs.start,
      topUp: txs.topUp,
      settle: ledger.settle,
      claim: ledger.claim,
      rotate: txs.rotate,
      terminate: txs.terminate,
      close: ledger.close,
    },
    seconds: {
      toFirstL2Block: (story.firstL2BlockAtMs - startedAtMs) / 1000,
      bindToEndpoint: story.bindToEndpointSeconds,
      total: (Date.now() - startedAtMs) / 1000,
    },
  }
}

/** Where a visitor can look at things. */
function placesOf({ ports, path }: World, { environment, dappUrl }: Stage): Record<string, string> {
  return {
    dApp: dappUrl,
    Agent: `http://127.0.0.1:${ports.agent}/v1/agreements  /metrics`,
    Probe: `http://127.0.0.1:${ports.probe}/status`,
    Client: `${path('client')}  ${pc.dim('opraas status, opraas inspect contracts')}`,
    Logs: path('logs'),
    ...environmentRows(environment),
    Accounts: `client ${actors.client.account.address}, vendor ${actors.vendor.account.address}`,
  }
}

/** A row per variable, the first one titled: each is to be copied. */
function environmentRows(environment: Record<string, string>): Record<string, string> {
  const rows = Object.entries(environment).map(([name, value]) => `export ${name}=${value}`)
  return Object.fromEntries(rows.map((row, index) => [index === 0 ? 'Environment' : ' '.repeat(index), row]))
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (thrown: unknown) => {
    const error = asOpraasError(thrown)
    console.error(`\n${pc.red('error')} ${pc.bold(error.code)}  ${error.message}`)
    if (error.code !== 'OPR-900') console.error(`  ${pc.dim('next')}  ${error.next}`)
    process.exitCode = error.code.startsWith('OPR-1') ? 2 : 1
  },
)
