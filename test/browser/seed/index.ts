import { agreementState, hashOffer, marketplaceAbi } from '@opraas/contracts'
import type { Hex } from 'viem'
import { type Anvil, startAnvil } from '../../../deployer/src/testing/anvil.ts'
import { clients, vendors } from './accounts.ts'
import { addAgreements, type SeedAgreement } from './agreements.ts'
import { type SeedChain, startSeedChain } from './chain.ts'
import { addOffers, deployMarket, type SeedMarket } from './market.ts'
import { ofClient, type StateName } from './ofClient.ts'
import { DAY, type OfferName, offerNames } from './offers.ts'
import { ofOthers } from './ofOthers.ts'
import { type SeedProbe, startProbe } from './probe.ts'
import type { Story } from './story.ts'
import { buildOffer } from './terms.ts'
import { createTimeline } from './timeline.ts'

export type { StateName }

const CHAIN_ID = 31_337
const BLOCK_SECONDS = 2
/** The market is so many seconds old. */
const AGE = 120 * DAY
/** Number of the first block of an L2 that answers: they are not of today. */
const L2_FIRST_BLOCK = 1_296_000

/** A market with a past, on chains of its own. */
export type Seed = Awaited<ReturnType<typeof seedMarket>>

/**
 * Brings up chains and a market on which months have passed up to now, by real calls; blocks go on. The probe
 * measures what answers.
 *
 * @param options.signal - Gives up seeding; afterwards `close` ends everything.
 * @throws Error when an agreement is not in the state that its story tells
 */
export async function seedMarket({ signal }: { signal: AbortSignal }) {
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).reverse()) await one()
  }
  try {
    const now = Math.floor(Date.now() / 1000)
    const chain = await startSeedChain({ chainId: CHAIN_ID, startAt: now - AGE })
    closers.push(chain.close)
    const l2s = await startL2s(Object.values<Story>({ ...ofClient, ...ofOthers }), (l2) =>
      closers.push(l2.close),
    )
    const market = await deployMarket(chain)
    const agreements = await playHistory(chain, market, { now, l2s, signal })
    await chain.goLive(BLOCK_SECONDS)
    await requireStates(chain, market, Object.values(agreements))
    const probe = await startProbe({
      rpcUrl: chain.url,
      marketplace: market.marketplace,
      adapter: market.oracle,
      measured: agreements.active.agreementId,
    })
    closers.push(probe.close)
    return {
      config: configOf(chain, market, probe),
      chain: { id: chain.chainId, rpcUrl: chain.url, client: chain.client },
      market,
      accounts: { clients, vendors },
      /** Agreements of `accounts.clients.client`, by what is interesting about them. */
      agreements,
      offerIds: offerIdsOf(market),
      /** Origins that a page may ask: chains, L2s, the probe. */
      origins: [chain.url, probe.url, ...[...l2s.values()].map(({ url }) => url)].map(
        (url) => new URL(url).origin,
      ),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** An anvil for each chain that answers, by chain id. */
async function startL2s(
  stories: readonly Story[],
  onStart: (l2: Anvil) => void,
): Promise<Map<number, Anvil>> {
  const l2s = new Map<number, Anvil>()
  for (const { l2ChainId } of stories.filter(({ answers }) => answers)) {
    const args = ['--block-time', '2', '--number', String(L2_FIRST_BLOCK), '--accounts', '1']
    const l2 = await startAnvil({ chainId: l2ChainId, args })
    onStart(l2)
    l2s.set(l2ChainId, l2)
  }
  return l2s
}

async function playHistory(
  chain: SeedChain,
  market: SeedMarket,
  { now, l2s, signal }: { now: number; l2s: ReadonlyMap<number, Anvil>; signal: AbortSignal },
): Promise<Record<StateName | keyof typeof ofOthers, SeedAgreement>> {
  const timeline = createTimeline()
  addOffers(timeline, chain, market, now)
  const agreements = addAgreements(
    timeline,
    { chain, market },
    {
      stories: { ...ofClient, ...ofOthers },
      now,
      rpcUrlOf: ({ l2ChainId, chain: name }) => l2s.get(l2ChainId)?.url ?? `https://rpc.${name}.example`,
    },
  )
  await timeline.play(chain, signal)
  return agreements
}

function offerIdsOf({ terms }: SeedMarket): Record<OfferName, Hex> {
  const ids = offerNames.map((name) => [name, hashOffer(buildOffer(name, terms[name]).offer)])
  return Object.fromEntries(ids) as Record<OfferName, Hex> // one of each name
}

async function requireStates(
  chain: SeedChain,
  { marketplace }: SeedMarket,
  agreements: readonly SeedAgreement[],
) {
  for (const { agreementId, story } of agreements) {
    const { state } = await chain.client.readContract({
      address: marketplace,
      abi: marketplaceAbi,
      functionName: 'getAgreement',
      args: [agreementId],
    })
    if (agreementState(state) === story.state) continue
    throw new Error(`${story.chain} is ${agreementState(state)}, its story says ${story.state}.`)
  }
}

/** config.json of a dApp for this market. */
function configOf(chain: SeedChain, market: SeedMarket, probe: SeedProbe) {
  return {
    version: 1,
    market: {
      chainId: chain.chainId,
      marketplace: market.marketplace,
      deploymentBlock: market.deploymentBlock,
      oracles: [{ adapter: market.oracle, name: 'Local oracle', probeUrl: probe.url }],
    },
    chains: [
      {
        id: chain.chainId,
        name: 'Local L1',
        rpcUrls: [chain.url],
        confirmations: 1,
        blockTimeSeconds: BLOCK_SECONDS,
      },
    ],
  }
}
