import { resolve } from 'node:path'
import type { LocalMarket } from '../market/deployLocal.ts'
import { type Chains, L1_CHAIN_ID, MARKET_CHAIN_ID } from './chain.ts'
import type { Narrator } from './narrator.ts'
import type { DemoEngine, DemoOracle } from './options.ts'
import { startOracle } from './oracle.ts'
import { createPower, type Power } from './power.ts'
import type { ScreenState } from './screen.ts'
import {
  type Context,
  deployMarket,
  marketEnvironment,
  type PublishedOffer,
  setupVendor,
  startAgent,
  startChain,
  waitForAgent,
} from './services.ts'
import { demo } from './terms.ts'
import { buildConfig } from './web/config.ts'
import { serveDapp } from './web/server.ts'

/** The build with the local-only wallet. */
const dappFolder = resolve(import.meta.dirname, '../../frontend/dist-local')

/** What judges, as the story names it. */
const judges: Record<DemoOracle, string> = {
  chainlink: "Chainlink's Operator and LINK, the adapter",
  quorum: 'an adapter that takes the answers of 2 of 3 signers',
}

/** Everything the client finds when it comes: chains, a market, a vendor with an offer, an oracle. */
export type Stage = {
  chains: Chains
  market: LocalMarket
  /** What leads a program to the chains. No keys. */
  environment: Record<string, string>
  offer: PublishedOffer
  /** Seconds the agent takes to start on this machine. */
  bootSeconds: number
  /** Where the dApp is served. */
  dappUrl: string
  power: Power
}

/**
 * Brings up the chains, the market, the dApp, the oracle and the vendor. The signal of the context ends the dApp's
 * server, the supervisor everything else.
 *
 * @param options.separateMarket - The market lives on a chain of its own.
 * @param options.linger - Seconds the vendor keeps an ended chain up.
 * @param options.engine - What the vendor runs chains with; its programs must be there.
 * @param options.oracle - Who judges.
 */
export async function raiseStage(
  context: Context,
  {
    separateMarket,
    linger,
    engine = { kind: 'embedded' },
    oracle = 'chainlink',
  }: { separateMarket: boolean; linger: number; engine?: DemoEngine; oracle?: DemoOracle },
  { narrator, screen }: { narrator: Narrator; screen: ScreenState },
): Promise<Stage> {
  const chains = await startChains(context, separateMarket)
  screen.chains = chains
  narrator.say('world', `L1 ${chains.l1.chainId} is up (anvil, 2 s blocks)`)
  const deploymentBlock = Number(await chains.market.client.getBlockNumber()) + 1
  const market = await deployMarket(chains.market, oracle)
  screen.marketplace = market.marketplace
  narrator.say('market', `deployed with a test token, ${judges[oracle]}; fee ${demo.feePpm / 10_000}%`)
  const environment = marketEnvironment(chains, market.marketplace)
  const power = createPower(context, { environment, narrator })
  const dappUrl = await serveDapp({
    port: context.world.ports.web,
    folder: dappFolder,
    config: buildConfig(context.world, { chains, market, deploymentBlock }),
    power,
    onError: ({ message }) => {
      if (!context.signal.aborted) narrator.say('world', `the power cut failed: ${message}`)
    },
    signal: context.signal,
  })
  screen.places = { dApp: dappUrl }
  narrator.say('world', `the dApp is up: ${dappUrl} (its wallet is built in, for local chains only)`)
  startOracle(context, { market, environment, oracle })
  const offer = await setupVendor(context, { chains, market, environment, linger, engine })
  narrator.say(
    'vendor',
    `published an offer: 20.00 ${demo.symbol} per ${demo.epochSeconds} s epoch, bond 40.00, ${demo.keySets} key sets`,
  )
  startAgent(context, environment)
  const bootSeconds = await waitForAgent(context)
  power.release()
  return { chains, market, environment, offer, bootSeconds, dappUrl, power }
}

async function startChains(context: Context, separateMarket: boolean): Promise<Chains> {
  const { ports } = context.world
  const [l1, market] = await Promise.all([
    startChain(context, { name: 'L1', port: ports.l1, chainId: L1_CHAIN_ID }),
    separateMarket && startChain(context, { name: 'Market', port: ports.market, chainId: MARKET_CHAIN_ID }),
  ])
  return { l1, market: market || l1 }
}
