import type { Terms } from '@opraas/contracts'
import { pad, toHex, zeroAddress, zeroHash } from 'viem'
import type { Agreement } from '../../../shared/market/agreement.ts'
import type { Epoch } from '../../../shared/market/epochs.ts'
import type { Money } from '../../../shared/market/money.ts'

export const client = '0x1111111111111111111111111111111111111111'
export const vendor = '0x2222222222222222222222222222222222222222'
export const token = { address: zeroAddress, symbol: 'tUSD', decimals: 6 } as const

/** Whole tokens in units. */
export function units(whole: number): bigint {
  return BigInt(Math.round(whole * 1e6))
}

/** A booked epoch of 16 s that paid `payoutBps` of 20 tokens; 1,000 is the start of epoch 0. */
export function sampleEpoch(epoch: number, payoutBps: number, over: Partial<Epoch> = {}): Epoch {
  const start = 1_000 + epoch * 16
  return {
    epoch,
    outcome: payoutBps === 10_000 ? 'met' : 'degraded',
    excused: false,
    uptimeBps: payoutBps,
    payoutBps,
    paid: (units(20) * BigInt(payoutBps)) / 10_000n,
    slashed: 0n,
    verdict: undefined,
    evidence: undefined,
    start,
    end: start + 16,
    transaction: zeroHash,
    ...over,
  }
}

/** An active agreement that began at 1,000 and is funded for ten epochs of 16 s. */
export function sampleAgreement(
  number: number,
  {
    money,
    terms,
    ...over
  }: Partial<Omit<Agreement, 'money' | 'terms'>> & { money?: Partial<Money>; terms?: Partial<Terms> } = {},
): Agreement {
  const agreementId = pad(toHex(number), { size: 32 })
  return {
    agreementId,
    state: 'Active',
    client,
    vendor,
    offerId: zeroHash,
    text: undefined,
    terms: { ...sampleTerms, ...terms },
    keySet: { batcher: client, unsafeSigner: client, proposer: client, challenger: client },
    token,
    feePpm: 10_000,
    deadline: 1_000,
    settledEpochs: 0,
    fundedEpochs: 10,
    endsAt: 0,
    silentStreak: 0,
    chain: undefined,
    endpoints: undefined,
    cancelReason: undefined,
    anchors: [{ fromEpoch: 0, anchor: 1_000 }],
    epochs: [],
    verdicts: new Map(),
    money: { ...noMoney, ...money },
    accepted: {
      ...{ agreementId, client, vendor, offerId: zeroHash, termsHash: zeroHash, hash: zeroHash },
      ...{ keySetHash: agreementId, deposit: units(200), bond: units(40), block: 1n },
    },
    ...over,
  }
}

const sampleTerms = {
  ...{ vendor, l1ChainId: 1n, token: token.address, oracle: zeroAddress, lens: zeroAddress },
  ...{ pricePerEpoch: units(20), setupFee: 0n, bond: units(40), l1CapPerEpoch: 0n, maxGasLimit: 0n },
  ...{ epochLength: 16, reserveWindow: 600, startWindow: 600, notice: 32, grace: 60, verdictTimeout: 60 },
  ...{ minPrepaidEpochs: 2, clientPaysL1: false, document: zeroHash },
  sla: {
    ...{ rpc: sampleMetric(8_000), unsafeHead: sampleMetric(8_000) },
    ...{ safeHead: sampleMetric(0), proposals: sampleMetric(0), profile: zeroHash, probeInterval: 1 },
    ...{ maxLatency: 5_000, maintenance: 0, slash: 5_000, silentPayout: 5_000, minCoverage: 5_000 },
  },
} satisfies Terms

function sampleMetric(target: number) {
  return { target, floor: target / 2, payoutAtFloor: 5_000 }
}

const noMoney: Money = {
  ...{
    deposited: 0n,
    slashed: 0n,
    forfeited: 0n,
    gross: 0n,
    claimedByVendor: 0n,
    fees: 0n,
    claimedByClient: 0n,
  },
  ...{ deposit: 0n, earned: 0n, bond: 0n, bondLocked: 0n, freeClient: 0n, freeVendor: 0n, freeVendorFee: 0n },
}
