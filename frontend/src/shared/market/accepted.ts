import { marketplaceAbi } from '@opraas/contracts'
import { type Address, encodeEventTopics, type Hex, parseEventLogs } from 'viem'
import { readLogs } from '../chain/logs.ts'
import type { Market } from './market.ts'

/** An agreement's beginning, as its event tells it. Token units. */
export type Accepted = {
  agreementId: Hex
  client: Address
  vendor: Address
  offerId: Hex
  termsHash: Hex
  keySetHash: Hex
  deposit: bigint
  bond: bigint
  block: bigint
  hash: Hex
}

/** All agreements ever accepted, or those of one party or id; the newest first. */
export async function readAccepted(
  { client, marketplace, fromBlock }: Market,
  of: { agreementId?: Hex; client?: Address; vendor?: Address } = {},
): Promise<Accepted[]> {
  const topics = encodeEventTopics({ abi: marketplaceAbi, eventName: 'AgreementAccepted', args: of })
  const logs = await readLogs(client, { address: marketplace, topics: [...topics], fromBlock })
  return parseEventLogs({ abi: marketplaceAbi, eventName: 'AgreementAccepted', logs })
    .map(({ args, blockNumber, transactionHash }) => ({
      agreementId: args.agreementId,
      client: args.client,
      vendor: args.vendor,
      offerId: args.offerId,
      termsHash: args.termsHash,
      keySetHash: args.keySetHash,
      deposit: args.deposit,
      bond: args.bond,
      block: blockNumber,
      hash: transactionHash,
    }))
    .reverse()
}
