import { slaProfile1, type Terms } from '@opraas/contracts'
import { zeroAddress, zeroHash } from 'viem'
import type { Agreement } from '../../chain/agreements.ts'
import type { Log } from '../../log.ts'
import type { Header, Sample } from '../sample.ts'

const agreed = { target: 9_900, floor: 5_000, payoutAtFloor: 5_000 }
const notAgreed = { target: 0, floor: 0, payoutAtFloor: 0 }

/** The SLA that a probe of profile 1 can measure. */
export const sampleSla: Terms['sla'] = {
  rpc: agreed,
  unsafeHead: agreed,
  safeHead: notAgreed,
  proposals: notAgreed,
  profile: slaProfile1,
  probeInterval: 2,
  maxLatency: 1_000,
  maintenance: 0,
  slash: 5_000,
  silentPayout: 5_000,
  minCoverage: 5_000,
}

export const sampleTerms: Terms = {
  vendor: `0x${'11'.repeat(20)}`,
  l1ChainId: 900n,
  token: `0x${'22'.repeat(20)}`,
  pricePerEpoch: 1_000_000n,
  setupFee: 0n,
  bond: 1_000_000n,
  epochLength: 20,
  reserveWindow: 60,
  startWindow: 60,
  notice: 0,
  grace: 0,
  verdictTimeout: 60,
  minPrepaidEpochs: 1,
  oracle: `0x${'33'.repeat(20)}`,
  lens: zeroAddress,
  clientPaysL1: false,
  l1CapPerEpoch: 0n,
  maxGasLimit: 0n,
  document: zeroHash,
  sla: sampleSla,
}

/** An agreement that started at second 1,000 with ten funded epochs of 20 s. */
export const sampleAgreement: Agreement = {
  agreementId: `0x${'aa'.repeat(32)}`,
  state: 'Active',
  client: `0x${'44'.repeat(20)}`,
  vendor: sampleTerms.vendor,
  terms: sampleTerms,
  depositUnits: 10_000_000n,
  earnedUnits: 0n,
  bondUnits: 1_000_000n,
  anchor: 1_000,
  settledEpochs: 0,
  fundedEpochs: 10,
  endsAt: 0,
  systemConfig: `0x${'55'.repeat(20)}`,
  l2ChainId: 42,
  endpointsBlock: 7n,
}

/** Its epoch 3: slots 30 to 39, from second 1,060 to 1,080. */
export const sampleHeader: Header = {
  schema: 1,
  marketChainId: 900,
  marketplace: `0x${'66'.repeat(20)}`,
  agreementId: sampleAgreement.agreementId,
  epoch: 3,
  anchor: 1_000,
  start: 1_060,
  probeInterval: 2,
  profile: slaProfile1,
}

/** A sample that met everything, but for what is given. */
export function sampleOf(slot: number, other: Partial<Sample> = {}): Sample {
  return {
    slot,
    at: (1_000 + 2 * slot) * 1000,
    rpc: true,
    unsafeHead: true,
    ms: 5,
    head: 100 + slot,
    ...other,
  }
}

/** A log that keeps what it is told. */
export function memoryLog(): Log & { events: { level: string; event: string; values: object }[] } {
  const events: { level: string; event: string; values: object }[] = []
  const at =
    (level: string) =>
    (event: string, values: object = {}): void => {
      events.push({ level, event, values })
    }
  return { events, info: at('info'), warn: at('warn'), error: at('error') }
}
