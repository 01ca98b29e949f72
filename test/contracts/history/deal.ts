import { agreementIdOf, hashOffer, hashTerms, type Offer, offerBookAbi, type Terms } from '@opraas/contracts'
import { zeroAddress, zeroHash } from 'viem'
import type { Deal } from '../model/action.ts'
import { type Random, randomKeySet, randomTerms } from '../support/terms.ts'
import { callOf, cast, MIN_EPOCH, mineAll, type Stage } from './stage.ts'

/** Offers random terms for one client each, with a key set to accept them on. */
export async function offerDeals(stage: Stage, random: Random, count: number): Promise<Deal[]> {
  const deals = Array.from({ length: count }, () => randomDeal(stage, random))
  const inBook = callOf(stage.book, offerBookAbi)
  await mineAll(
    stage,
    deals.flatMap(({ terms, keySet }) => [
      inBook(terms.vendor, 'createOffer', [terms, offerOf(terms), 'ipfs://terms']),
      inBook(terms.vendor, 'addKeySets', [[keySet]]),
    ]),
  )
  return deals
}

function randomDeal(stage: Stage, random: Random): Deal {
  const terms = plausible(stage, random)
  const offer = offerOf(terms)
  const keySet = randomKeySet(random)
  const client = pick(random, cast.clients)
  const { market: marketplace } = stage
  return {
    agreementId: agreementIdOf({
      marketChainId: stage.chain.chain.id,
      marketplace,
      client,
      vendor: terms.vendor,
      keySet,
    }),
    offerId: hashOffer(offer),
    termsHash: offer.terms,
    terms,
    keySet,
    client,
  }
}

/** Terms whose windows are short enough for a life of some epochs, at prices from one unit to the most there is. */
function plausible(stage: Stage, random: Random): Terms {
  const { between, integer } = random
  const fixed = { vendor: pick(random, cast.vendors), token: pick(random, stage.tokens), minEpoch: MIN_EPOCH }
  const terms = randomTerms(random, fixed)
  const epochLength = integer(MIN_EPOCH, 4 * MIN_EPOCH)
  const pricePerEpoch = between(1n, pick(random, [30n, 10n ** 6n, 2n ** 96n - 1n]))
  const upTo = (times: bigint) => {
    const most = times * pricePerEpoch
    return between(0n, most < 2n ** 96n ? most : 2n ** 96n - 1n)
  }
  return {
    ...terms,
    l1ChainId: BigInt(stage.chain.chain.id),
    pricePerEpoch,
    setupFee: integer(0, 3) === 0 ? 0n : upTo(3n),
    bond: integer(0, 5) === 0 ? 0n : upTo(4n),
    epochLength,
    reserveWindow: integer(300, 9000),
    startWindow: integer(300, 9000),
    notice: integer(0, 3 * epochLength),
    grace: integer(0, 3 * epochLength),
    verdictTimeout: integer(1, 2 * epochLength),
    minPrepaidEpochs: integer(1, 3),
    oracle: cast.oracle,
    lens: zeroAddress,
    clientPaysL1: false,
    l1CapPerEpoch: 0n,
    sla: { ...terms.sla, probeInterval: 1, maintenance: 0 },
  }
}

function offerOf(terms: Terms): Offer {
  return { terms: hashTerms(terms), client: zeroAddress, agreement: zeroHash, deadline: 0n, salt: zeroHash }
}

/** One of these. */
export function pick<T>(random: Random, choices: readonly T[]): T {
  const chosen = choices[random.integer(0, choices.length - 1)]
  if (chosen === undefined) throw new RangeError('there is nothing to pick from')
  return chosen
}
