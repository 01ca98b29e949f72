import {
  type AgreementState,
  agreementState,
  chainLensAbi,
  deployments,
  type KeySet,
  marketplaceAbi,
  offerBookAbi,
  type Terms,
} from '@opraas/contracts'
import { type Address, type GetContractEventsReturnType, type Hex, isAddress, zeroAddress } from 'viem'
import { type Environment, requireUrl } from '../core/environment.ts'
import {
  AmbiguousIdError,
  EnvironmentError,
  MarketUnknownError,
  NotOnMarketError,
} from '../core/errors/index.ts'
import { createRpcClient, type RpcClient, reach } from './client.ts'

export const MARKET_RPC_VARIABLE = 'OPRAAS_MARKET_RPC_URL'
export const MARKETPLACE_VARIABLE = 'OPRAAS_MARKETPLACE'

/** The market and its parts, on its own chain. */
export type Market = {
  client: RpcClient
  marketChainId: number
  marketplace: Address
  offerBook: Address
  reputation: Address
  /** First block that can hold an event of the market. */
  fromBlock: bigint
}

/** An agreement as the market shows it now, with its terms and key set. Token units, seconds. */
export type MarketAgreement = {
  agreementId: Hex
  state: AgreementState
  client: Address
  vendor: Address
  terms: Terms
  keySet: KeySet
  systemConfig: Address
  l2ChainId: bigint
}

/**
 * Finds the market: by OPRAAS_MARKETPLACE, or by the chain id of OPRAAS_MARKET_RPC_URL.
 *
 * @throws {@link EnvironmentError}, {@link MarketUnknownError}, RpcUnreachableError
 */
export async function connectMarket(environment: Environment): Promise<Market> {
  const url = requireUrl(environment, MARKET_RPC_VARIABLE)
  const unknown = createRpcClient({ name: 'market', url, chainId: 0 })
  const marketChainId = await reach(unknown, () => unknown.getChainId())
  const client = createRpcClient({ name: 'market', url, chainId: marketChainId })
  const named = environment[MARKETPLACE_VARIABLE]
  if (named !== undefined && !isAddress(named, { strict: false })) {
    throw new EnvironmentError({
      variable: MARKETPLACE_VARIABLE,
      found: 'something else',
      expected: 'an address',
    })
  }
  const known = deployments[marketChainId]
  const marketplace = (named ?? known?.marketplace)?.toLowerCase() as Address | undefined
  if (!marketplace) throw new MarketUnknownError({ chainId: marketChainId })
  const code = await reach(client, () => client.getCode({ address: marketplace }))
  if (code === undefined || code === '0x')
    throw new MarketUnknownError({ chainId: marketChainId, found: marketplace })
  const contract = { address: marketplace, abi: marketplaceAbi } as const
  const [offerBook, reputation] = await reach(client, () =>
    Promise.all([
      client.readContract({ ...contract, functionName: 'BOOK' }),
      client.readContract({ ...contract, functionName: 'REPUTATION' }),
    ]),
  )
  return { client, marketChainId, marketplace, offerBook, reputation, fromBlock: known?.fromBlock ?? 0n }
}

/** The terms of an agreement by the contract that holds them. */
export async function readTerms(market: Market, holder: Address): Promise<Terms> {
  const { client, offerBook } = market
  return reach(client, () =>
    client.readContract({
      address: offerBook,
      abi: offerBookAbi,
      functionName: 'getTermsAt',
      args: [holder],
    }),
  )
}

/**
 * An agreement by its id or a unique beginning of it.
 *
 * @throws {@link NotOnMarketError}, {@link AmbiguousIdError}
 */
export async function findAgreement(market: Market, idOrPrefix: string): Promise<MarketAgreement> {
  const accepted = await findAccepted(market, idOrPrefix.toLowerCase())
  const { agreementId, vendor, keySetHash } = accepted.args
  if (!agreementId || !vendor || !keySetHash) throw new TypeError('AgreementAccepted without its arguments')
  const { client, marketplace } = market
  const view = await reach(client, () =>
    client.readContract({
      address: marketplace,
      abi: marketplaceAbi,
      functionName: 'getAgreement',
      args: [agreementId],
    }),
  )
  const [terms, keySet] = await Promise.all([
    readTerms(market, view.terms),
    readKeySet(market, { vendor, keySetHash }),
  ])
  const { systemConfig, l2ChainId } = view
  return {
    agreementId,
    state: agreementState(view.state),
    client: view.client,
    vendor,
    terms,
    keySet,
    systemConfig,
    l2ChainId,
  }
}

type Accepted = GetContractEventsReturnType<typeof marketplaceAbi, 'AgreementAccepted'>[number]

async function findAccepted(market: Market, prefix: string): Promise<Accepted> {
  const { client, marketplace, fromBlock } = market
  const whole = /^0x[0-9a-f]{64}$/.test(prefix)
  const events = await reach(client, () =>
    client.getContractEvents({
      address: marketplace,
      abi: marketplaceAbi,
      eventName: 'AgreementAccepted',
      fromBlock,
      ...(whole && { args: { agreementId: prefix as Hex } }),
    }),
  )
  const matches = events.filter((event) => event.args.agreementId?.startsWith(prefix))
  const [match] = matches
  if (!match) throw new NotOnMarketError({ kind: 'agreement', id: prefix })
  if (matches.length > 1) {
    throw new AmbiguousIdError({ prefix, matches: matches.map((event) => event.args.agreementId ?? '') })
  }
  return match
}

/** The addresses behind a key set's hash, from the event of its vendor. */
export async function readKeySet(market: Market, of: { vendor: Address; keySetHash: Hex }): Promise<KeySet> {
  const { client, offerBook, fromBlock } = market
  const [added] = await reach(client, () =>
    client.getContractEvents({
      address: offerBook,
      abi: offerBookAbi,
      eventName: 'KeySetAdded',
      args: of,
      fromBlock,
    }),
  )
  if (!added?.args.keySet) throw new TypeError(`no KeySetAdded event of ${of.keySetHash}`)
  return added.args.keySet
}

/** Owner and roles that the terms' lens reads from a chain; undefined without a lens. */
export async function readRoles(market: Market, lens: Address, systemConfig: Address) {
  if (lens === zeroAddress) return undefined
  const { client } = market
  return reach(client, () =>
    client.readContract({ address: lens, abi: chainLensAbi, functionName: 'rolesOf', args: [systemConfig] }),
  )
}
