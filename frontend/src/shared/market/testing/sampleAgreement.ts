import type { Terms } from '@opraas/contracts'
import { type Address, zeroAddress, zeroHash } from 'viem'
import type { Agreement } from '../agreement.ts'
import type { Epoch, StoredVerdict } from '../epochs.ts'
import type { Money } from '../money.ts'

/*
 * An agreement of 20.00 per epoch of 16 s that began at 1,000, as readers of the market see it.
 */

export const client: Address = '0x1111111111111111111111111111111111111111'
export const vendor: Address = '0x2222222222222222222222222222222222222222'
export const agreementId = `0x91c4${'0'.repeat(60)}` as const

/** Whole tokens in units of 6 decimals. */
export function units(tokens: number): bigint {
  return BigInt(Math.round(tokens * 1e6))
}

const agreed = { target: 8_000, floor: 6_000, payoutAtFloor: 5_000 }
const notAgreed = { target: 0, floor: 0, payoutAtFloor: 0 }

export const terms: Terms = {
  ...{ vendor, l1ChainId: 900n, token: zeroAddress, oracle: zeroAddress, lens: zeroAddress },
  ...{ pricePerEpoch: units(20), setupFee: 0n, bond: units(40), clientPaysL1: false, l1CapPerEpoch: 0n },
  ...{ epochLength: 16, reserveWindow: 600, startWindow: 600, notice: 32, grace: 60, verdictTimeout: 60 },
  ...{ minPrepaidEpochs: 2, maxGasLimit: 0n, document: zeroHash },
  sla: {
    ...{ rpc: agreed, unsafeHead: agreed, safeHead: notAgreed, proposals: notAgreed, profile: zeroHash },
    ...{ probeInterval: 1, maxLatency: 5_000, maintenance: 0, slash: 5_000, silentPayout: 5_000 },
    minCoverage: 5_000,
  },
}

const noMoney: Money = {
  ...{ deposited: 0n, slashed: 0n, forfeited: 0n, gross: 0n, claimedByVendor: 0n, fees: 0n },
  ...{ claimedByClient: 0n, deposit: 0n, earned: 0n, bond: 0n, bondLocked: 0n },
  ...{ freeClient: 0n, freeVendor: 0n, freeVendorFee: 0n },
}

/** An active agreement, funded for ten epochs; none is booked. */
export function sampleAgreement({
  money,
  terms: termsOver,
  ...over
}: Partial<Omit<Agreement, 'money' | 'terms'>> & {
  money?: Partial<Money>
  terms?: Partial<Terms>
} = {}): Agreement {
  return {
    ...{ agreementId, state: 'Active', client, vendor, offerId: zeroHash, text: undefined },
    terms: { ...terms, ...termsOver },
    keySet: { batcher: client, unsafeSigner: client, proposer: client, challenger: client },
    token: { address: zeroAddress, symbol: 'tUSD', decimals: 6 },
    ...{ feePpm: 10_000, deadline: 1_000, settledEpochs: 0, fundedEpochs: 10, endsAt: 0, silentStreak: 0 },
    ...{ chain: undefined, endpoints: undefined, cancelReason: undefined },
    anchors: [{ fromEpoch: 0, anchor: 1_000 }],
    epochs: [],
    verdicts: new Map(),
    money: {
      ...noMoney,
      deposited: units(200),
      deposit: units(200),
      bond: units(40),
      bondLocked: units(40),
      ...money,
    },
    accepted: {
      ...{ agreementId, client, vendor, offerId: zeroHash, termsHash: zeroHash, hash: zeroHash },
      ...{ keySetHash: zeroHash, deposit: units(200), bond: units(40), block: 1n },
    },
    ...over,
  }
}

/** A booked epoch of 16 s. */
export function sampleEpoch(epoch: number, over: Partial<Epoch> = {}): Epoch {
  const start = 1_000 + epoch * 16
  return {
    ...{ epoch, outcome: 'met', excused: false, uptimeBps: 10_000, payoutBps: 10_000, paid: units(20) },
    ...{
      slashed: 0n,
      verdict: verdict().verdict,
      evidence: zeroHash,
      start,
      end: start + 16,
      transaction: zeroHash,
    },
    ...over,
  }
}

/** A verdict that is on chain, all metrics at target unless said. */
export function verdict(over: Partial<StoredVerdict['verdict']> = {}): StoredVerdict {
  const full = { rpc: 10_000, unsafeHead: 10_000, safeHead: 10_000, proposals: 10_000, coverage: 10_000 }
  return { verdict: { ...full, reason: 0, l1Spend: 0n, ...over }, evidence: zeroHash }
}
