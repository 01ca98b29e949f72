import { marketplaceAbi } from '@opraas/contracts'
import { type Hex, parseEventLogs } from 'viem'
import { readLogs } from '../chain/logs.ts'
import type { Market } from './market.ts'

/** Everything the market has told about some agreements, oldest first. */
export async function readEvents({ client, marketplace, fromBlock }: Market, agreementIds: readonly Hex[]) {
  if (agreementIds.length === 0) return []
  const topics = [null, [...agreementIds].sort()]
  const logs = await readLogs(client, { address: marketplace, topics, fromBlock })
  return parseEventLogs({ abi: marketplaceAbi, logs })
}

export type MarketEvent = Awaited<ReturnType<typeof readEvents>>[number]
