import { createContext, useContext } from 'react'
import type { Market } from './market.ts'

const MarketContext = createContext<Market | undefined>(undefined)

export const MarketProvider = MarketContext.Provider

/** The market, seen to be there. */
export function useMarket(): Market {
  const market = useContext(MarketContext)
  if (!market) throw new TypeError('no MarketProvider above')
  return market
}
