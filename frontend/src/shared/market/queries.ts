import type { Address, Hex } from 'viem'
import { readAgreement, readAgreements, readNewestAgreements } from './agreement.ts'
import { useMarket } from './context.tsx'
import type { Market } from './market.ts'
import { readOffers } from './offers.ts'
import { useRead } from './useRead.ts'
import { readVendorEpochs } from './vendorEpochs.ts'

/** Root of all keys of market reads: a new block makes all of them ask again, and nothing else does. */
export const MARKET_KEY = 'market'

function options<T>(market: Market, key: readonly unknown[], queryFn: () => Promise<T>) {
  return {
    queryKey: [MARKET_KEY, market.chain.id, market.marketplace, ...key],
    queryFn,
    retry: false,
  }
}

/** All offers. */
export function useOffers() {
  const market = useMarket()
  return useRead(options(market, ['offers'], () => readOffers(market)))
}

/** One agreement; `null` when there is none of this id. */
export function useAgreement(agreementId: Hex) {
  const market = useMarket()
  return useRead(
    options(
      market,
      ['agreement', agreementId],
      async () => (await readAgreement(market, agreementId)) ?? null,
    ),
  )
}

/** All agreements of an account, as client or as vendor; empty without an account. */
export function useAgreements(of: { client: Address } | { vendor: Address } | undefined) {
  const market = useMarket()
  return useRead(options(market, ['agreements', of], async () => (of ? readAgreements(market, of) : [])))
}

/** The agreements that were accepted last, of whomever. */
export function useNewestAgreements(count: number) {
  const market = useMarket()
  return useRead(options(market, ['newest', count], () => readNewestAgreements(market, count)))
}

/** A vendor's newest booked epochs of all clients, oldest first. */
export function useVendorEpochs(vendor: Address, count: number) {
  const market = useMarket()
  return useRead(
    options(market, ['vendorEpochs', vendor, count], () => readVendorEpochs(market, vendor, count)),
  )
}
