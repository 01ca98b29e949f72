import type { ClientName, VendorName } from './seed/accounts.ts'
import type { Seed } from './seed/index.ts'
import type { StateName } from './seed/ofClient.ts'
import type { OfferName } from './seed/offers.ts'

/** A page of the dApp in a state worth looking at. */
export type Shot = {
  name: string
  route: string
  /** Whose wallet is connected; nobody's by default. */
  as?: { client: ClientName } | { vendor: VendorName }
  /** What the browser remembers of earlier visits (localStorage). */
  storage?: Readonly<Record<string, string>>
  /** Shows skeletons for good. */
  neverSettles?: true
}

const shownOffers = [
  'standard',
  'regional',
  'sandbox',
  'firstLight',
  'hostileText',
  'hostileLink',
] as const satisfies OfferName[]
const shownAgreements = [
  ...(['reserved', 'requested', 'active', 'lowMoney', 'suspended'] as const),
  ...(['ended', 'closed', 'cancelled', 'leaving'] as const),
] satisfies StateName[]
const me = { as: { client: 'client' } } as const

/** Every route, by the ids of a seeded market. */
export function shotsOf({ agreements, offerIds }: Seed): Shot[] {
  const agreement = (name: StateName): string => `#/agreements/${agreements[name].agreementId}`
  const deploy = (name: 'reserved' | 'deploying' | 'deployed') => {
    const { agreementId, configToml } = agreements[name]
    const storage = name === 'reserved' ? {} : { [`opraas:plan:${agreementId}`]: configToml }
    return { route: `#/deploy/${agreementId}`, storage, ...me }
  }
  return [
    { name: 'offers', route: '#/' },
    ...shownOffers.map((name) => ({ name: `offer-${name}`, route: `#/offers/${offerIds[name]}` })),
    { name: 'offer-connected', route: `#/offers/${offerIds.standard}`, ...me },
    { name: 'offer-hostile-connected', route: `#/offers/${offerIds.hostileText}`, ...me },
    { name: 'agreements-nobody', route: '#/agreements' },
    { name: 'agreements', route: '#/agreements', ...me },
    ...shownAgreements.map((name) => ({ name: `agreement-${name}`, route: agreement(name), ...me })),
    { name: 'agreement-stranger', route: agreement('active') },
    { name: 'agreement-unknown', route: `#/agreements/0x${'0'.repeat(64)}` },
    { name: 'end', route: `${agreement('active')}/end`, ...me },
    { name: 'end-suspended', route: `${agreement('suspended')}/end`, ...me },
    { name: 'deploy', ...deploy('reserved') },
    { name: 'deploy-nobody', route: deploy('reserved').route },
    { name: 'deploy-begun', ...deploy('deploying') },
    { name: 'deploy-done', ...deploy('deployed') },
    { name: 'vendor-nobody', route: '#/vendor' },
    { name: 'vendor', route: '#/vendor', as: { vendor: 'northwind' } },
    { name: 'vendor-new', route: '#/vendor', as: { vendor: 'wingtip' } },
    { name: 'settings', route: '#/settings' },
    { name: 'kit', route: '#/kit', neverSettles: true },
    { name: 'not-found', route: '#/nowhere' },
  ]
}
