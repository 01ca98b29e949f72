import {
  hashTerms,
  type Metric,
  type MetricName,
  type Offer,
  slaProfile1,
  type Terms,
} from '@opraas/contracts'
import { type Address, keccak256, parseEther, parseUnits, stringToBytes, zeroAddress, zeroHash } from 'viem'
import { vendors } from './accounts.ts'
import { DAY, DECIMALS, HOUR, type OfferName, type OfferSeed, offerSeed } from './offers.ts'

/** An offer's terms on this market. */
export function buildTerms(
  name: OfferName,
  chain: { chainId: number; token: Address; oracle: Address; lens: Address },
): Terms {
  const seed = offerSeed(name)
  const units = (amount: string): bigint => parseUnits(amount, DECIMALS)
  const metric = (of: MetricName): Metric => {
    const [target, floor, payoutAtFloor] = seed.metrics[of] ?? [0, 0, 0]
    return { target, floor, payoutAtFloor }
  }
  const hourly = seed.epochSeconds === HOUR
  return {
    vendor: vendors[seed.vendor].account.address,
    l1ChainId: BigInt(chain.chainId),
    token: chain.token,
    pricePerEpoch: units(seed.price),
    setupFee: units(seed.setup ?? '0'),
    bond: units(seed.bond),
    epochLength: seed.epochSeconds,
    reserveWindow: DAY,
    startWindow: 2 * HOUR,
    notice: hourly ? DAY : 14 * DAY,
    grace: hourly ? DAY : 7 * DAY,
    verdictTimeout: hourly ? HOUR / 2 : 6 * HOUR,
    minPrepaidEpochs: seed.minPrepaidEpochs,
    oracle: chain.oracle,
    lens: seed.lens ? chain.lens : zeroAddress,
    clientPaysL1: seed.clientPaysEther !== undefined,
    l1CapPerEpoch: parseEther(seed.clientPaysEther ?? '0'),
    maxGasLimit: 60_000_000n,
    document: keccak256(stringToBytes(textOf(seed))),
    sla: {
      rpc: metric('rpc'),
      unsafeHead: metric('unsafeHead'),
      safeHead: metric('safeHead'),
      proposals: metric('proposals'),
      profile: slaProfile1,
      probeInterval: seed.probeSeconds ?? 30,
      maxLatency: 500,
      maintenance: 0,
      slash: seed.slash,
      silentPayout: 5_000,
      minCoverage: 9_000,
    },
  }
}

/** The open offer of some terms, and where its human terms are. */
export function buildOffer(name: OfferName, terms: Terms): { offer: Offer; uri: string } {
  const seed = offerSeed(name)
  return {
    offer: {
      terms: hashTerms(terms),
      client: zeroAddress,
      agreement: zeroHash,
      deadline: 0n,
      salt: zeroHash,
    },
    uri: seed.uri ?? `data:text/plain;charset=utf-8,${encodeURIComponent(textOf(seed))}`,
  }
}

function textOf({ name, facts }: OfferSeed): string {
  return `${name}\n${facts}`
}
