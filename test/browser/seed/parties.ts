import { marketplaceAbi } from '@opraas/contracts'
import { erc20Abi, type TransactionReceipt } from 'viem'
import { LINK_PER_VERDICT, prepayVerdicts } from '../../../scripts/market/deployLocal.ts'
import { clients, vendors } from './accounts.ts'
import type { SeedAgreement } from './agreements.ts'
import { asIs, type SeedChain } from './chain.ts'
import type { SeedMarket } from './market.ts'
import { offerSeed } from './offers.ts'

/** An agreement while its story is put on the timeline. */
export type Told = {
  chain: SeedChain
  market: SeedMarket
  agreement: SeedAgreement
  /** Unix seconds. */
  now: number
  parties: Parties
}

/** Client and vendor of one agreement, and what they sign. */
export type Parties = ReturnType<typeof createParties>

export function createParties(
  chain: SeedChain,
  market: SeedMarket,
  { agreementId, keySet, story }: SeedAgreement,
) {
  const { client } = chain
  const { vendor } = offerSeed(story.offer)
  const asClient = { ...asIs, account: clients[story.client].account.address }
  const asVendor = { ...asIs, account: vendors[vendor].account.address }
  const place = { address: market.marketplace, abi: marketplaceAbi } as const
  const mine = (
    what: string,
    send: () => ReturnType<typeof client.writeContract>,
  ): Promise<TransactionReceipt> => chain.mine(`${story.chain}: ${what}`, send)
  const approve = (units: bigint) =>
    mine('approve', () =>
      client.writeContract({
        ...asClient,
        address: market.token,
        abi: erc20Abi,
        functionName: 'approve',
        args: [market.marketplace, units],
      }),
    )

  return {
    async accept(depositUnits: bigint, offerId: `0x${string}`, termsHash: `0x${string}`) {
      await approve(depositUnits)
      const none = { systemConfig: `0x${'0'.repeat(40)}`, l2ChainId: 0n, config: '' } as const
      const args = [offerId, termsHash, keySet, depositUnits, none] as const
      await mine('accept', () =>
        client.writeContract({ ...asClient, ...place, functionName: 'accept', args }),
      )
    },
    prepay: (verdicts: number) =>
      mine('prepay', () =>
        client.sendTransaction({
          ...asClient,
          to: market.link,
          data: prepayVerdicts(market.oracle, agreementId, BigInt(verdicts) * LINK_PER_VERDICT),
        }),
      ),
    bind: (bound: { systemConfig: `0x${string}`; l2ChainId: bigint; config: string }) =>
      mine('bind', () =>
        client.writeContract({
          ...asClient,
          ...place,
          functionName: 'bind',
          args: [agreementId, keySet, bound],
        }),
      ),
    start: (endpoints: string) =>
      mine('start', () =>
        client.writeContract({
          ...asVendor,
          ...place,
          functionName: 'start',
          args: [agreementId, keySet, endpoints],
        }),
      ),
    async topUp(units: bigint) {
      await approve(units)
      const args = [agreementId, units] as const
      await mine('topUp', () => client.writeContract({ ...asClient, ...place, functionName: 'topUp', args }))
    },
    settle: () =>
      mine('settle', () =>
        client.writeContract({ ...asVendor, ...place, functionName: 'settle', args: [agreementId, 10] }),
      ),
    /** @param by - Whose free lines are taken out. */
    claim: (by: 'client' | 'vendor') => {
      const sent = by === 'client' ? asClient : asVendor
      const args = [[agreementId], sent.account] as const
      return mine('claim', () => client.writeContract({ ...sent, ...place, functionName: 'claim', args }))
    },
    terminate: (by: 'client' | 'vendor') => {
      const sent = by === 'client' ? asClient : asVendor
      return mine('terminate', () =>
        client.writeContract({ ...sent, ...place, functionName: 'terminate', args: [agreementId] }),
      )
    },
    close: () =>
      mine('close', () =>
        client.writeContract({ ...asVendor, ...place, functionName: 'close', args: [agreementId] }),
      ),
  }
}
