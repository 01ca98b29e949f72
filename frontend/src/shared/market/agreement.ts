import {
  type AgreementState,
  agreementState,
  type CancelReason,
  cancelReasons,
  type KeySet,
  marketplaceAbi,
  type Terms,
} from '@opraas/contracts'
import { type Address, type Hex, zeroAddress } from 'viem'
import { readContract } from '../chain/readContract.ts'
import { type Accepted, readAccepted } from './accepted.ts'
import { keySetOf, readBook } from './book.ts'
import type { OfferText } from './documents.ts'
import { type Endpoints, parseEndpoints } from './endpoints.ts'
import { type Anchor, anchorsOf, type Epoch, epochsOf, type StoredVerdict, verdictsOf } from './epochs.ts'
import { type MarketEvent, readEvents } from './events.ts'
import type { Market } from './market.ts'
import { type Money, moneyOf } from './money.ts'
import { readToken, type Token } from './token.ts'

/** An agreement with all that the market has told about it. Token units, unix seconds. */
export type Agreement = {
  agreementId: Hex
  state: AgreementState
  client: Address
  vendor: Address
  offerId: Hex
  text: OfferText | undefined
  terms: Terms
  keySet: KeySet
  token: Token
  feePpm: number
  /** Before the start: deadline of the running window. */
  deadline: number
  settledEpochs: number
  fundedEpochs: number
  /** 0: open end. */
  endsAt: number
  silentStreak: number
  /** Undefined until a chain is bound. */
  chain: { systemConfig: Address; l2ChainId: number; config: string } | undefined
  endpoints: Endpoints | undefined
  cancelReason: CancelReason | undefined
  anchors: Anchor[]
  epochs: Epoch[]
  verdicts: Map<number, StoredVerdict>
  money: Money
  accepted: Accepted
}

/** Reads one agreement; undefined when the market has none of this id. */
export async function readAgreement(market: Market, agreementId: Hex): Promise<Agreement | undefined> {
  const [accepted] = await readAccepted(market, { agreementId })
  return accepted && readWhole(market, accepted)
}

/** Reads all agreements of a party. */
export async function readAgreements(
  market: Market,
  of: { client: Address } | { vendor: Address },
): Promise<Agreement[]> {
  const accepted = await readAccepted(market, of)
  return Promise.all(accepted.map((one) => readWhole(market, one)))
}

/** What the market stores of an agreement, its state by the clock. */
export function readView({ client, marketplace }: Market, agreementId: Hex) {
  return readContract(client, {
    address: marketplace,
    abi: marketplaceAbi,
    functionName: 'getAgreement',
    args: [agreementId],
  })
}

/** Reads the agreements that were accepted last, of whomever. */
export async function readNewestAgreements(market: Market, count: number): Promise<Agreement[]> {
  const accepted = await readAccepted(market)
  return Promise.all(accepted.slice(0, count).map((one) => readWhole(market, one)))
}

async function readWhole(market: Market, accepted: Accepted): Promise<Agreement> {
  const { agreementId, client, vendor, offerId } = accepted
  const contract = { address: market.marketplace, abi: marketplaceAbi } as const
  const free = (party: Address) =>
    readContract(market.client, { ...contract, functionName: 'freeOf', args: [agreementId, party] })
  const [view, freeClient, freeVendor, events, book] = await Promise.all([
    readView(market, agreementId),
    free(client),
    free(vendor),
    readEvents(market, [agreementId]),
    readBook(market),
  ])
  const published = book.offers.find((one) => one.offerId === offerId)
  const keySet = keySetOf(book, vendor, accepted.keySetHash)
  if (!published || !keySet) throw new TypeError(`the offer book does not tell what ${agreementId} accepted`)
  const { terms, text } = published
  const token = await readToken(market, view.token)
  return {
    agreementId,
    state: agreementState(view.state),
    client,
    vendor,
    offerId,
    text,
    terms,
    keySet,
    token,
    feePpm: view.feePpm,
    deadline: view.anchor,
    settledEpochs: view.settledEpochs,
    fundedEpochs: view.fundedEpochs,
    endsAt: view.endsAt,
    silentStreak: view.silentStreak,
    chain: boundChain(view, events),
    endpoints: publishedEndpoints(events),
    cancelReason: cancelReasonOf(events),
    anchors: anchorsOf(events),
    epochs: epochsOf(events, { lengthSeconds: terms.epochLength, endsAt: view.endsAt }),
    verdicts: verdictsOf(events),
    money: moneyOf(events, {
      ...{ client, vendor, bondLocked: accepted.bond, setupFee: terms.setupFee },
      ...{ deposit: view.deposit, earned: view.earned, bond: view.bond },
      ...{ freeClient: freeClient[0], freeVendor: freeVendor[0], freeVendorFee: freeVendor[1] },
    }),
    accepted,
  }
}

function boundChain(
  { systemConfig, l2ChainId }: { systemConfig: Address; l2ChainId: bigint },
  events: readonly MarketEvent[],
): Agreement['chain'] {
  if (systemConfig === zeroAddress) return undefined
  const bound = events.findLast((event) => event.eventName === 'ChainBound')
  return { systemConfig, l2ChainId: Number(l2ChainId), config: bound?.args.config ?? '' }
}

function publishedEndpoints(events: readonly MarketEvent[]): Endpoints | undefined {
  const published = events.findLast((event) => event.eventName === 'EndpointsPublished')
  return published && parseEndpoints(published.args.endpoints)
}

function cancelReasonOf(events: readonly MarketEvent[]): CancelReason | undefined {
  const cancelled = events.findLast((event) => event.eventName === 'AgreementCancelled')
  return cancelled && cancelReasons[cancelled.args.reason]
}
