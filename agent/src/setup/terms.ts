import { hashTerms, type Metric, type Offer, slaProfile1, type Terms, termsTypes } from '@opraas/contracts'
import type { Address, Hex } from 'viem'
import { keccak256, parseUnits, stringToBytes, zeroAddress, zeroHash } from 'viem'
import type { AgentConfig } from '../config.ts'

type MetricConfig = AgentConfig['offer']['sla']['rpc']

/** The terms that agent.toml describes. Amounts there are in whole tokens. Pure. */
export function buildTerms(
  config: AgentConfig['offer'],
  { vendor, decimals }: { vendor: Address; decimals: number },
): Terms {
  const units = (amount: string): bigint => parseUnits(amount, decimals)
  const { sla } = config
  return {
    vendor,
    l1ChainId: BigInt(config.l1_chain_id),
    token: config.token,
    pricePerEpoch: units(config.price_per_epoch),
    setupFee: units(config.setup_fee),
    bond: units(config.bond),
    epochLength: config.epoch_length,
    reserveWindow: config.reserve_window,
    startWindow: config.start_window,
    notice: config.notice,
    grace: config.grace,
    verdictTimeout: config.verdict_timeout,
    minPrepaidEpochs: config.min_prepaid_epochs,
    oracle: config.oracle,
    lens: config.lens,
    clientPaysL1: false,
    l1CapPerEpoch: 0n,
    maxGasLimit: BigInt(config.max_gas_limit),
    document: config.document === '' ? zeroHash : keccak256(stringToBytes(config.document)),
    sla: {
      rpc: toMetric(sla.rpc),
      unsafeHead: toMetric(sla.unsafe_head),
      safeHead: toMetric(sla.safe_head),
      proposals: toMetric(sla.proposals),
      profile: slaProfile1,
      probeInterval: sla.probe_interval,
      maxLatency: sla.max_latency_ms,
      maintenance: 0,
      slash: sla.slash,
      silentPayout: sla.silent_payout,
      minCoverage: sla.min_coverage,
    },
  }
}

/** Where the human terms are: the place given, or else the text itself, which the offer's event then keeps. */
export function documentUri({ uri, document }: AgentConfig['offer']): string {
  return uri !== '' || document === '' ? uri : `data:text/plain;charset=utf-8,${encodeURIComponent(document)}`
}

/** The open offer of some terms: anyone may accept it, without end. The same terms give the same offer. */
export function openOffer(terms: Terms): Offer {
  const any: Hex = zeroHash
  return { terms: hashTerms(terms), client: zeroAddress, agreement: any, deadline: 0n, salt: zeroHash }
}

/** The key of agent.toml that a field of the flat terms comes from: 6 is `epoch_length`, 20 `sla.rpc.floor`. */
export function keyOfTerm(index: number): string {
  const path = flatTerms()[index] ?? `term ${index}`
  const key = path.replaceAll(/[A-Z](?=[a-z])/g, (letter) => `_${letter.toLowerCase()}`)
  return key === 'sla.max_latency' ? 'sla.max_latency_ms' : key
}

/** Paths of all fields in the order of the contract. */
function flatTerms(type: 'Terms' | 'Sla' | 'Metric' = 'Terms', prefix = ''): string[] {
  return termsTypes[type].flatMap((field) =>
    field.type === 'Sla' || field.type === 'Metric'
      ? flatTerms(field.type, `${prefix}${field.name}.`)
      : [`${prefix}${field.name}`],
  )
}

function toMetric({ target, floor, payout_at_floor }: MetricConfig): Metric {
  return { target, floor, payoutAtFloor: payout_at_floor }
}
