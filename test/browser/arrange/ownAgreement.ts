import { agreementIdOf, hashTerms, marketplaceAbi } from '@opraas/contracts'
import { encodeFunctionData, erc20Abi, type Hex, type PrivateKeyAccount, zeroAddress } from 'viem'
import type { Stack } from '../stack.ts'
import type { OwnOffers } from './ownOffers.ts'
import { type Call, sendAll } from './sendAll.ts'

const EPOCHS = 10n
const NO_CHAIN = { systemConfig: zeroAddress, l2ChainId: 0n, config: '' } as const

/**
 * Accepts the first of some offers, binds a chain that is not there, and starts: what a client and a vendor write
 * into an agreement is up to them.
 *
 * @param written.config - What the client binds; a URI.
 * @param written.endpoints - What the vendor publishes; JSON, or not.
 */
export async function startAgreement(
  { chains, market }: Stack,
  { vendor, keySets, offers }: OwnOffers,
  { client, config, endpoints }: { client: PrivateKeyAccount; config: string; endpoints: string },
): Promise<Hex> {
  const [keySet, offer] = [keySets[0], offers[0]]
  if (!keySet || !offer) throw new TypeError('nothing is offered')
  const { marketplace, token } = market
  const { offerId, terms } = offer
  const deposit = EPOCHS * terms.pricePerEpoch
  const agreementId = agreementIdOf({
    ...{ marketChainId: chains.market.chainId, marketplace, keySet },
    ...{ client: client.address, vendor: vendor.address },
  })
  const chain = { systemConfig: client.address, l2ChainId: BigInt(client.address) >> 120n, config }
  const ofMarket = (what: string, data: Hex): Call => ({ what, to: marketplace, data })
  const abi = marketplaceAbi
  await sendAll(chains.market, client, [
    {
      what: 'approve',
      to: token,
      data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [marketplace, deposit] }),
    },
    ofMarket(
      'accept',
      encodeFunctionData({
        abi,
        functionName: 'accept',
        args: [offerId, hashTerms(terms), keySet, deposit, NO_CHAIN],
      }),
    ),
    ofMarket('bind', encodeFunctionData({ abi, functionName: 'bind', args: [agreementId, keySet, chain] })),
  ])
  await sendAll(chains.market, vendor, [
    ofMarket(
      'start',
      encodeFunctionData({ abi, functionName: 'start', args: [agreementId, keySet, endpoints] }),
    ),
  ])
  return agreementId
}
