import { agreementIdOf, type KeySet } from '@opraas/contracts'
import { configTemplate, projectValuesFor } from '@opraas/deployer/core'
import type { Hex } from 'viem'
import { clients, type VendorName, vendors } from './accounts.ts'
import { addBeginning } from './beginning.ts'
import type { SeedChain } from './chain.ts'
import { addEnd } from './end.ts'
import { addEpochs } from './epochs.ts'
import { keySetOf, type SeedMarket } from './market.ts'
import { offerSeed } from './offers.ts'
import { createParties } from './parties.ts'
import type { Story } from './story.ts'
import type { Timeline } from './timeline.ts'

/** An agreement of the seeded market. */
export type SeedAgreement = {
  agreementId: Hex
  keySet: KeySet
  story: Story
  /** What the client binds, or would. */
  configToml: string
}

/**
 * Puts everything that happens in agreements on the timeline.
 *
 * @param options.now - Unix seconds.
 * @param options.rpcUrlOf - Where the chain of a story answers.
 */
export function addAgreements<name extends string>(
  timeline: Timeline,
  { chain, market }: { chain: SeedChain; market: SeedMarket },
  options: { stories: Readonly<Record<name, Story>>; now: number; rpcUrlOf: (story: Story) => string },
): Record<name, SeedAgreement> {
  const { stories, now, rpcUrlOf } = options
  const used = new Map<VendorName, number>()
  const agreements: [string, SeedAgreement][] = []
  for (const [name, story] of Object.entries<Story>(stories)) {
    const { vendor } = offerSeed(story.offer)
    const index = used.get(vendor) ?? 0
    used.set(vendor, index + 1)
    const keySet = keySetOf(vendor, index)
    const client = clients[story.client].account.address
    const agreementId = agreementIdOf({
      marketChainId: chain.chainId,
      marketplace: market.marketplace,
      client,
      vendor: vendors[vendor].account.address,
      keySet,
    })
    const terms = market.terms[story.offer]
    const configToml = configTemplate(
      projectValuesFor(
        { agreementId, client, keySet, terms },
        {
          market: { marketChainId: chain.chainId, marketplace: market.marketplace },
          name: story.chain,
          l2ChainId: story.l2ChainId,
        },
      ),
    )
    const agreement = { agreementId, keySet, story, configToml }
    const told = { chain, market, agreement, now, parties: createParties(chain, market, agreement) }
    addBeginning(timeline, told, rpcUrlOf(story))
    addEpochs(timeline, told)
    addEnd(timeline, told)
    agreements.push([name, agreement])
  }
  return Object.fromEntries(agreements) as Record<name, SeedAgreement> // one of each name
}
