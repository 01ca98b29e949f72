import { type Address, zeroAddress } from 'viem'
import type { Agreement } from '../shared/market/agreement.ts'

/** Who is asked for a chain's roles: the lens of the terms, when the market can ask it, too. */
export function lensOf(
  { terms }: Pick<Agreement, 'terms'>,
  marketChainId: number,
): { address: Address | undefined; asked: string } {
  const isAsked = terms.lens !== zeroAddress && terms.l1ChainId === BigInt(marketChainId)
  return isAsked
    ? { address: terms.lens, asked: 'Read through ChainLens, as the market does when you bind' }
    : {
        address: undefined,
        asked: 'Read from SystemConfig and the game; the vendor’s agent checks them, too',
      }
}
