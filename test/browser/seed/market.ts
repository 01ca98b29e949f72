import { hashOffer, type KeySet, marketplaceAbi, offerBookAbi, type Terms } from '@opraas/contracts'
import { type Address, erc20Abi, parseEther, parseUnits } from 'viem'
import { localClient } from '../../../scripts/demo/chain.ts'
import { type LocalMarket, planLocalMarket } from '../../../scripts/market/deployLocal.ts'
import { sendPlan } from '../../../scripts/market/send.ts'
import { addressOf, clients, node, market as owner, type VendorName, vendors } from './accounts.ts'
import { asIs, type SeedChain } from './chain.ts'
import { DECIMALS, type OfferName, offerNames, offerSeed, stocks } from './offers.ts'
import { buildOffer, buildTerms } from './terms.ts'
import type { Timeline } from './timeline.ts'

/** Whole tokens that each client has at the beginning. */
const CLIENT_TOKENS = 10_000n

/** A market with its offers, before anything has happened. */
export type SeedMarket = LocalMarket & {
  /** First block that can hold an event of the market. */
  deploymentBlock: number
  terms: Readonly<Record<OfferName, Terms>>
}

/** Deploys the market. */
export async function deployMarket(chain: SeedChain): Promise<SeedMarket> {
  const people = [owner, node, ...Object.values(vendors), ...Object.values(clients)]
  for (const { account } of people)
    await chain.client.setBalance({ address: account.address, value: parseEther('100') })
  const clientAddresses = Object.values(clients).map(({ account }) => account.address)
  const deploymentBlock = Number(await chain.client.getBlockNumber()) + 1
  const { plan, market } = planLocalMarket({
    from: owner.account.address,
    firstNonce: 0,
    chainId: chain.chainId,
    minEpochSeconds: 3_600,
    feePpm: 10_000,
    node: node.account.address,
    mint: Object.fromEntries([
      ...clientAddresses.map((address) => [address, CLIENT_TOKENS * 10n ** BigInt(DECIMALS)]),
      ...vendorNames.map((vendor) => [vendors[vendor].account.address, bondOf(vendor)]),
    ]),
    link: clientAddresses,
  })
  const client = localClient(chain.url, chain.chainId)
  await chain.lend(() => sendPlan(client, owner.account, { steps: plan.steps, firstNonce: 0 }))
  const of = { chainId: chain.chainId, token: market.token, oracle: market.oracle, lens: market.chainLens }
  const terms = Object.fromEntries(offerNames.map((name) => [name, buildTerms(name, of)]))
  return { ...market, deploymentBlock, terms: terms as SeedMarket['terms'] } // one of each name
}

/** Vendors come with bond and key sets a minute before their first offer, offer, and take offers back. */
export function addOffers(timeline: Timeline, chain: SeedChain, market: SeedMarket, now: number): void {
  for (const vendor of vendorNames) {
    const own = offerNames.filter((name) => offerSeed(name).vendor === vendor)
    const first = Math.max(...own.map((name) => offerSeed(name).created))
    timeline.add(now - first - 60, () => prepareVendor(chain, market, vendor))
    for (const name of own) addOffer(timeline, chain, market, { name, now })
  }
}

async function prepareVendor(
  chain: SeedChain,
  { marketplace, offerBook, token }: SeedMarket,
  vendor: VendorName,
) {
  const sent = { ...asIs, account: vendors[vendor].account.address }
  const keySets = Array.from({ length: stocks[vendor].keySets }, (_, index) => keySetOf(vendor, index))
  const book = { address: offerBook, abi: offerBookAbi } as const
  await chain.mine(`${vendor}: addKeySets`, () =>
    chain.client.writeContract({ ...sent, ...book, functionName: 'addKeySets', args: [keySets] }),
  )
  const bond = bondOf(vendor)
  if (bond === 0n) return
  const erc20 = { address: token, abi: erc20Abi } as const
  await chain.mine(`${vendor}: approve`, () =>
    chain.client.writeContract({ ...sent, ...erc20, functionName: 'approve', args: [marketplace, bond] }),
  )
  const place = { address: marketplace, abi: marketplaceAbi } as const
  await chain.mine(`${vendor}: addBond`, () =>
    chain.client.writeContract({ ...sent, ...place, functionName: 'addBond', args: [token, bond] }),
  )
}

function addOffer(
  timeline: Timeline,
  chain: SeedChain,
  { terms: all, offerBook }: SeedMarket,
  { name, now }: { name: OfferName; now: number },
): void {
  const { vendor, created, cancelled } = offerSeed(name)
  const terms = all[name]
  const { offer, uri } = buildOffer(name, terms)
  const sent = {
    ...asIs,
    account: vendors[vendor].account.address,
    address: offerBook,
    abi: offerBookAbi,
  } as const
  timeline.add(now - created, () =>
    chain.mine(`createOffer ${name}`, () =>
      chain.client.writeContract({ ...sent, functionName: 'createOffer', args: [terms, offer, uri] }),
    ),
  )
  if (cancelled === undefined) return
  timeline.add(now - cancelled, () =>
    chain.mine(`cancelOffer ${name}`, () =>
      chain.client.writeContract({ ...sent, functionName: 'cancelOffer', args: [hashOffer(offer)] }),
    ),
  )
}

/** The key sets of a vendor, in the order it added them. */
export function keySetOf(vendor: VendorName, index: number): KeySet {
  const key = (role: string): Address => addressOf(`${vendor} key set ${index} ${role}`)
  return {
    batcher: key('batcher'),
    unsafeSigner: key('unsafe signer'),
    proposer: key('proposer'),
    challenger: key('challenger'),
  }
}

const vendorNames = Object.keys(vendors) as VendorName[] // its keys are these

/** What a vendor brings, in units. */
function bondOf(vendor: VendorName): bigint {
  return parseUnits(stocks[vendor].bond, DECIMALS)
}
