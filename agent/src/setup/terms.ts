import { hashTerms, type Metric, type Offer, slaProfile1, type Terms } from '@opraas/contracts'
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

/** The open offer of some terms: anyone may accept it, without end. The same terms give the same offer. */
export function openOffer(terms: Terms): Offer {
  const any: Hex = zeroHash
  return { terms: hashTerms(terms), client: zeroAddress, agreement: any, deadline: 0n, salt: zeroHash }
}

function toMetric({ target, floor, payout_at_floor }: MetricConfig): Metric {
  return { target, floor, payoutAtFloor: payout_at_floor }
}
