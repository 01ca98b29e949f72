import { slaProfile1, type Terms } from '@opraas/contracts'
import { type Address, type Hex, numberToHex, zeroAddress, zeroHash } from 'viem'
import type { Offer } from '../../../shared/market/offers.ts'

/** An address that is only a number. */
export function addressOf(number: number): Address {
  return numberToHex(number, { size: 20 })
}

/** A hash that is only a number. */
export function hashOf(number: number): Hex {
  return numberToHex(number, { size: 32 })
}

const none = { target: 0, floor: 0, payoutAtFloor: 0 }
const record = {
  ...{ met: 0, degraded: 0, failed: 0, silent: 0, slashed: 0, servedSeconds: 0, active: 0, total: 0 },
  ...{ misses: 0, rejects: 0, earlyExits: 0, exitBundles: 0, clients: 0 },
}

/** Terms of 24.00 per epoch of a day, in a token of 6 decimals: RPC and head at 99.9%, nothing below 99%. */
export function termsWith(
  changes: Partial<Omit<Terms, 'sla'>> & { sla?: Partial<Terms['sla']> } = {},
): Terms {
  const day = { target: 9_990, floor: 9_900, payoutAtFloor: 5_000 }
  return {
    ...{
      vendor: addressOf(1),
      l1ChainId: 900n,
      token: addressOf(2),
      oracle: addressOf(3),
      lens: zeroAddress,
    },
    ...{ pricePerEpoch: 24_000_000n, setupFee: 120_000_000n, bond: 480_000_000n },
    ...{ epochLength: 86_400, reserveWindow: 3_600, startWindow: 7_200, notice: 1_209_600, grace: 0 },
    ...{
      verdictTimeout: 3_600,
      minPrepaidEpochs: 7,
      clientPaysL1: false,
      l1CapPerEpoch: 0n,
      maxGasLimit: 0n,
    },
    document: zeroHash,
    ...changes,
    sla: {
      ...{ rpc: day, unsafeHead: day, safeHead: none, proposals: none, profile: slaProfile1 },
      ...{ probeInterval: 30, maxLatency: 500, maintenance: 0, slash: 5_000, silentPayout: 5_000 },
      minCoverage: 5_000,
      ...changes.sla,
    },
  }
}

/** An open offer of {@link termsWith} with three of three key sets free, to anybody. */
export function offerWith(changes: Partial<Offer> = {}): Offer {
  const terms = changes.terms ?? termsWith()
  return {
    ...{ offerId: hashOf(7), termsHash: hashOf(8), vendor: terms.vendor, uri: '', text: undefined },
    ...{
      terms,
      cancelled: false,
      block: 1n,
      open: true,
      keySets: 3,
      capacity: 3,
      pot: 2_000_000_000n,
      record,
    },
    offer: { terms: hashOf(8), client: zeroAddress, agreement: zeroHash, deadline: 0n, salt: zeroHash },
    token: { address: terms.token, symbol: 'tUSD', decimals: 6 },
    freeKeySets: [keySetOf(10), keySetOf(20), keySetOf(30)],
    takenKeySets: [],
    ...changes,
  }
}

/** Four addresses from a number up. */
export function keySetOf(first: number) {
  return {
    ...{ batcher: addressOf(first), unsafeSigner: addressOf(first + 1) },
    ...{ proposer: addressOf(first + 2), challenger: addressOf(first + 3) },
  }
}

/** A vendor's counters, all others 0. */
export function recordWith(changes: Partial<Offer['record']>): Offer['record'] {
  return { ...record, ...changes }
}
