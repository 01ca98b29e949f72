import { asOpraasError, isPortFree, toJson } from '@opraas/deployer'
import pc from 'picocolors'
import { actors } from './actors.ts'
import { L1_CHAIN_ID, until } from './chain.ts'
import { createNarrator, type Narrator } from './narrator.ts'
import { type DemoOptions, parseOptions, usage } from './options.ts'
import { play, type Story } from './play.ts'
import { runScreen, type ScreenState } from './screen.ts'
import {
  type Context,
  deployMarket,
  marketEnvironment,
  setupVendor,
  startAgent,
  startL1,
  startOracle,
} from './services.ts'
import { createSupervisor } from './supervisor.ts'
import { demo } from './terms.ts'
import { closeWorld, openWorld, type World } from './world.ts'

const startedAtMs = Number(process.env.OPRAAS_STARTED_AT ?? Date.now())
/** While a visitor looks around, an ended chain stays; an unattended run shows its teardown. */
const LINGER_SECONDS = 86_400

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
  const supervisor = createSupervisor((name, log) =>
    narrator.say('world', `${name} ended by itself and is started again (log: ${log})`),
  )
  try {
    await run({ world, supervisor, signal: stop.signal }, options, narrator)
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
  const screen: ScreenState = { places: {} }
  const screenEnd = new AbortController()
  signal.addEventListener('abort', () => screenEnd.abort(), { once: true })
  const drawing = runScreen(narrator, screen, screenEnd.signal)
  try {
    const { url, client } = await startL1(context)
    screen.l1 = { url, client }
    narrator.say('world', `L1 ${L1_CHAIN_ID} is up (anvil, 2 s blocks)`)
    const market = await deployMarket(client)
    screen.marketplace = market.marketplace
    const environment = marketEnvironment(url, market.marketplace)
    narrator.say(
      'market',
      `deployed with a test token, Chainlink's Operator and LINK, the adapter; fee ${demo.feePpm / 10_000}%`,
    )
    startOracle(context, { market, environment })
    const linger = options.once && !options.hold ? 0 : LINGER_SECONDS
    const offer = await setupVendor(context, { market, environment, linger })
    narrator.say(
      'vendor',
      `published an offer: 20.00 ${demo.symbol} per ${demo.epochSeconds} s epoch, bond 40.00, 3 key sets`,
    )
    const bootSeconds = await bootAgent(context, environment)
    const story = await play({
      ...{ context, narrator, screen, market, environment, offer, bootSeconds },
      l1: client,
      outage: options.outage,
    })
    if (linger === 0) await seeTeardown(world, narrator, signal)
    const balanced = story.ledger.balanced
    if (options.json)
      console.log(toJson(report(story, { market, l1Url: url, createOffer: offer.transactions.createOffer })))
    if (!balanced) throw new Error('The sums do not agree: see the lines above.')
    if (options.once && !options.hold) return
    showPlaces(screen, world, environment)
    narrator.say('world', 'stays up; Ctrl-C stops everything')
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  } finally {
    screenEnd.abort()
    await drawing
  }
}

/** Starts the daemon and measures how long such a machine takes to be ready: the outage is planned with it. */
async function bootAgent(context: Context, environment: Record<string, string>): Promise<number> {
  const startedAt = Date.now()
  startAgent(context, environment)
  const ready = `http://127.0.0.1:${context.world.ports.agent}/readyz`
  await until(
    'the agent',
    () =>
      fetch(ready).then(
        (answer) => (answer.ok ? true : undefined),
        () => undefined,
      ),
    {
      signal: context.signal,
      everyMs: 50,
    },
  )
  return (Date.now() - startedAt) / 1000
}

async function seeTeardown(world: World, narrator: Narrator, signal: AbortSignal): Promise<void> {
  await until(
    'the vendor to stop the L2',
    async () => ((await isPortFree(world.ports.l2[0])) ? true : undefined),
    { signal },
  )
  narrator.say('vendor', 'stopped the L2: its data stays')
}

/** The one JSON line: amounts as decimal strings in token base units. */
function report(
  story: Story,
  more: { market: { marketplace: string; token: string }; l1Url: string; createOffer: string | undefined },
) {
  const { ledger, l2, txs } = story
  const { epochs, deposited, paid, fees, refunded, slashed, balanced } = ledger
  return {
    agreement: story.agreementId,
    l1ChainId: L1_CHAIN_ID,
    marketChainId: L1_CHAIN_ID,
    l2ChainId: l2.chainId,
    l1Rpc: more.l1Url,
    l2Rpc: l2.url,
    marketplace: more.market.marketplace,
    token: more.market.token,
    l2Blocks: Number(l2.blocks),
    epochs,
    deposited,
    paid,
    fees,
    refunded,
    slashed,
    balanced,
    outageSeconds: story.outageSeconds,
    txs: {
      createOffer: more.createOffer,
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

function showPlaces(screen: ScreenState, world: World, environment: Record<string, string>): void {
  screen.places = {
    Agent: `http://127.0.0.1:${world.ports.agent}/v1/agreements  /metrics`,
    Probe: `http://127.0.0.1:${world.ports.probe}/status`,
    Client: `${world.path('client')}  ${pc.dim('opraas status, opraas inspect contracts')}`,
    Logs: world.path('logs'),
    Environment: Object.entries(environment)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
    Accounts: `client ${actors.client.account.address}, vendor ${actors.vendor.account.address}`,
  }
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
