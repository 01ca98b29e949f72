import { type Market, redactUrl } from '@opraas/deployer'
import type { Address } from 'viem'
import { skippedChecks } from './endpoint.ts'
import type { MarketClock } from './marketClock.ts'
import type { Sampler } from './sampler.ts'
import type { Targets } from './targets.ts'

/** What is measured, for people: the newest sample of each agreement, and which checks are not made. */
export function buildStatus(
  { market, adapter, localMarket }: { market: Market; adapter: Address; localMarket: boolean },
  { clock, targets, sampler }: { clock: MarketClock; targets: Targets; sampler: Sampler },
): object {
  const { marketChainId, marketplace } = market
  return {
    marketChainId,
    marketplace,
    adapter,
    localMarket,
    marketHead: clock.newest(),
    agreements: [...targets.all().values()].map(({ agreement, endpoint, unmeasurable }) => ({
      agreementId: agreement.agreementId,
      state: agreement.state,
      l2ChainId: agreement.l2ChainId,
      endpoint:
        endpoint.kind === 'open'
          ? { url: redactUrl(endpoint.url.href), simulated: endpoint.simulated }
          : { refused: endpoint.note },
      ...(unmeasurable !== undefined && { notMeasured: unmeasurable }),
      skippedChecks: skippedChecks(endpoint),
      lastSample: sampler.lastOf(agreement.agreementId),
    })),
  }
}
