import type { MetricName } from '@opraas/contracts'
import type { VendorName } from './accounts.ts'

/** Seconds. */
export const HOUR = 3_600
export const DAY = 24 * HOUR
export const DECIMALS = 6

/** What a vendor offers. Amounts in whole tokens. */
export type OfferSeed = {
  vendor: VendorName
  /** First line of the human terms, and the rest of them. */
  name: string
  facts: string
  price: string
  setup?: string
  bond: string
  epochSeconds: number
  minPrepaidEpochs: number
  /** Target, floor, payout at the floor; bps. */
  metrics: Partial<Record<MetricName, readonly [number, number, number]>>
  slash: number
  /** Seconds before now. */
  created: number
  cancelled?: number
  /** Roles are read by the market's lens. */
  lens?: true
  /** Where the human terms are said to be; by default the offer carries them. */
  uri?: string
  probeSeconds?: number
  /** The client pays the L1 fees up to so much ether per epoch. */
  clientPaysEther?: string
}

const oneZone = { rpc: [9_990, 9_900, 5_000], unsafeHead: [9_950, 9_450, 5_000] } as const

export const offers = {
  regional: {
    vendor: 'contoso',
    name: 'Regional HA',
    price: '61.50',
    bond: '2460',
    setup: '250',
    facts: 'Contoso Chains. EU West, three zones, blobs, fault proofs.',
    epochSeconds: DAY,
    minPrepaidEpochs: 14,
    slash: 10_000,
    created: 110 * DAY,
    metrics: {
      rpc: [9_995, 9_950, 5_000],
      unsafeHead: [9_995, 9_950, 5_000],
      safeHead: [9_950, 9_450, 5_000],
      proposals: [9_900, 9_500, 5_000],
    },
  },
  standard: {
    vendor: 'northwind',
    name: 'Standard, single zone',
    price: '24',
    bond: '480',
    setup: '120',
    facts: 'Northwind Rollups. US East, one zone, blobs, fault proofs.',
    epochSeconds: DAY,
    minPrepaidEpochs: 7,
    slash: 10_000,
    created: 60 * DAY,
    lens: true,
    metrics: oneZone,
    probeSeconds: 10,
  },
  spring: {
    vendor: 'northwind',
    name: 'Standard, spring price',
    price: '20',
    bond: '400',
    setup: '120',
    facts: 'Northwind Rollups. US East, one zone, blobs, fault proofs.',
    epochSeconds: DAY,
    minPrepaidEpochs: 7,
    slash: 10_000,
    created: 118 * DAY,
    cancelled: HOUR,
    metrics: oneZone,
  },
  zonal: {
    vendor: 'fabrikam',
    name: 'Zonal HA',
    price: '39.30',
    bond: '780',
    facts: 'Fabrikam Infra. Singapore, two zones, blobs, fault proofs.',
    epochSeconds: DAY,
    minPrepaidEpochs: 3,
    slash: 5_000,
    created: 90 * DAY,
    metrics: { rpc: [9_990, 9_850, 6_000], unsafeHead: [9_990, 9_850, 6_000] },
  },
  builder: {
    vendor: 'tailspin',
    name: 'Builder',
    price: '6.80',
    bond: '68',
    setup: '20',
    facts: 'Tailspin Nodes. US West, one machine, AltDA, output oracle.',
    epochSeconds: DAY,
    minPrepaidEpochs: 1,
    slash: 5_000,
    created: 75 * DAY,
    clientPaysEther: '0.02',
    metrics: { rpc: [9_900, 9_500, 4_000], unsafeHead: [9_900, 9_500, 4_000] },
  },
  sandbox: {
    vendor: 'woodgrove',
    name: 'Dev and test',
    price: '0.50',
    bond: '12',
    facts: 'Woodgrove Sandboxes. US East, calldata, output oracle.',
    epochSeconds: HOUR,
    minPrepaidEpochs: 24,
    slash: 0,
    created: 40 * DAY,
    metrics: { rpc: [9_800, 9_000, 2_000] },
  },
  firstLight: {
    vendor: 'wingtip',
    name: 'First light',
    price: '18',
    bond: '540',
    setup: '60',
    facts: 'Wingtip Labs. EU North, one zone, blobs, fault proofs.',
    epochSeconds: DAY,
    minPrepaidEpochs: 7,
    slash: 8_000,
    created: 6 * DAY,
    metrics: { rpc: [9_950, 9_700, 5_000], unsafeHead: [9_950, 9_700, 5_000] },
  },
  hostileText: {
    vendor: 'mallory',
    price: '0.000001',
    bond: '0',
    name: `\u202egnp.exe 💸💸 <script>alert(document.domain)</script> ${'W'.repeat(220)}`,
    facts: `\u2067<img src=x onerror=alert(1)>\u0000 "></style> ${'Z̷̢̛̗͎͉̈́͑a̴l̸g̵o̶ '.repeat(12)} [link](javascript:alert(1))`,
    epochSeconds: 31 * DAY,
    minPrepaidEpochs: 1,
    slash: 0,
    created: 3 * DAY,
    metrics: { rpc: [1, 1, 0] },
  },
  hostileLink: {
    vendor: 'mallory',
    name: 'Never shown',
    facts: 'Never shown.',
    bond: '0',
    price: '79228162514264337593543.950335',
    uri: 'javascript:alert(document.domain)',
    epochSeconds: DAY,
    minPrepaidEpochs: 400,
    slash: 10_000,
    created: 2 * DAY,
    metrics: { proposals: [10_000, 10_000, 10_000] },
  },
} as const satisfies Record<string, OfferSeed>
export type OfferName = keyof typeof offers

/** The offers as one type. */
export function offerSeed(name: OfferName): OfferSeed {
  return offers[name]
}

/** What each vendor brings: key sets, used ones included, and bond in whole tokens. */
export const stocks: Readonly<Record<VendorName, { keySets: number; bond: string }>> = {
  northwind: { keySets: 12, bond: '5400' },
  contoso: { keySets: 3, bond: '7380' },
  fabrikam: { keySets: 8, bond: '6240' },
  tailspin: { keySets: 15, bond: '1020' },
  woodgrove: { keySets: 2, bond: '100' },
  wingtip: { keySets: 2, bond: '1620' },
  mallory: { keySets: 2, bond: '0' },
}

export const offerNames = Object.keys(offers) as OfferName[] // its keys are these
