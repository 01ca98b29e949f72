import { type Address, erc20Abi } from 'viem'
import { readContract } from '../chain/readContract.ts'
import { cleanText } from '../format/text.ts'
import type { Market } from './market.ts'

/** An ERC-20 as amounts are shown in. The symbol is cleaned: it is a stranger's text. */
export type Token = { address: Address; symbol: string; decimals: number }

const MAX_SYMBOL = 11
const known = new Map<string, Promise<Token>>()

/** Reads a token once; it never changes. */
export function readToken(market: Market, address: Address): Promise<Token> {
  const key = `${market.chain.id} ${address}`
  const found = known.get(key)
  if (found) return found
  const reading = read(market, address)
  known.set(key, reading)
  reading.catch(() => known.delete(key))
  return reading
}

async function read({ client }: Market, address: Address): Promise<Token> {
  const contract = { address, abi: erc20Abi } as const
  const [symbol, decimals] = await Promise.all([
    readContract(client, { ...contract, functionName: 'symbol' }),
    readContract(client, { ...contract, functionName: 'decimals' }),
  ])
  return { address, symbol: cleanText(symbol, MAX_SYMBOL), decimals }
}
