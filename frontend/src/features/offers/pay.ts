import { BPS, judge, type Metric, type MetricName, metricNames, type Terms } from '@opraas/contracts'

/** The market funds no more epochs than this at once. */
export const MAX_PREPAID_EPOCHS = 400
const USUAL_EPOCHS = 20

const HOUR = 3_600
const MONTH = 30 * 86_400

/** Price of 30 days in token units, rounded down; undefined where epochs are too short, or too long, for that. */
export function pricePer30Days({ pricePerEpoch, epochLength }: Terms): bigint | undefined {
  const isUsual = epochLength >= HOUR && epochLength <= MONTH
  return isUsual ? (pricePerEpoch * BigInt(MONTH)) / BigInt(epochLength) : undefined
}

/** What a client brings, in token units. */
export type Sums = { service: bigint; setupFee: bigint; deposit: bigint; bond: bigint }

/** What prepaying some epochs takes. */
export function sumsOf({ pricePerEpoch, setupFee, bond }: Terms, epochs: number): Sums {
  const service = pricePerEpoch * BigInt(epochs)
  return { service, setupFee, deposit: service + setupFee, bond }
}

/** The number of epochs to prepay that a text names, held within what the terms allow. */
export function parseEpochs(text: string | null, { minPrepaidEpochs }: Terms): number {
  const wanted = text !== null && /^\d{1,4}$/.test(text) ? Number(text) : USUAL_EPOCHS
  return Math.min(MAX_PREPAID_EPOCHS, Math.max(minPrepaidEpochs, wanted))
}

/** A metric that terms agree on, for people. */
export type AgreedMetric = { name: MetricName; title: string; words: string; metric: Metric }

/** The agreed metrics in the order of contract and verdict; "met" is what SLA profile 1 says. */
export function agreedMetrics({ sla }: Terms): AgreedMetric[] {
  const latency = formatMilliseconds(sla.maxLatency)
  const headAge = formatMilliseconds(12_000 + sla.maxLatency)
  const described: Record<MetricName, { title: string; words: string }> = {
    rpc: { title: 'Answers', words: `An RPC call answered within ${latency}` },
    unsafeHead: { title: 'Block pace', words: `The newest block at most ${headAge} old` },
    safeHead: { title: 'Batches', words: 'Transactions reach L1 in time' },
    proposals: { title: 'Games', words: 'A new game or output on L1 in time' },
  }
  return metricNames.flatMap((name) =>
    sla[name].target === 0 ? [] : [{ name, ...described[name], metric: sla[name] }],
  )
}

/** The agreed metric that is hardest to meet. */
export function strictestMetric(terms: Terms): Metric {
  const [first, ...others] = agreedMetrics(terms).map(({ metric }) => metric)
  if (!first) throw new TypeError('the offer book refuses terms without a metric')
  return others.reduce((strictest, metric) => (isStricter(metric, strictest) ? metric : strictest), first)
}

function isStricter(a: Metric, b: Metric): boolean {
  return a.target === b.target ? a.floor > b.floor : a.target > b.target
}

/** Some epochs of which one was bad, by the contract's formula. Token units. */
export type Example = {
  epochs: number
  /** The bad one: its downtime in bps and seconds, and what is paid for it. */
  downBps: number
  downSeconds: number
  badPay: bigint
  /** Paid in all, setup fee apart. */
  total: bigint
  /** From the vendor's bond to the deposit. */
  slashed: bigint
}

const OUTAGES = [100, 200, 500, 1_000, 2_000, 3_000, 5_000, 7_500, BPS]

/** An example of `epochs` epochs: one has the shortest round outage that costs the vendor something of its bond. */
export function exampleOf(terms: Terms, epochs: number): Example {
  const outcomes = OUTAGES.map((downBps) => ({ downBps, ...outcomeOf(terms, BPS - downBps) }))
  const worst =
    outcomes.find(({ slashed }) => slashed > 0n) ?? outcomes.find(({ pay }) => pay < terms.pricePerEpoch)
  const { downBps, pay, slashed } = worst ?? { downBps: BPS, ...outcomeOf(terms, 0) }
  return {
    epochs,
    downBps,
    downSeconds: Math.round((terms.epochLength * downBps) / BPS),
    badPay: pay,
    total: terms.pricePerEpoch * BigInt(epochs - 1) + pay,
    slashed,
  }
}

/** Pay and slash of a whole epoch in which each metric was met in `valueBps` of the samples. Rounded down, as on chain. */
function outcomeOf(terms: Terms, valueBps: number): { pay: bigint; slashed: bigint } {
  const { payoutBps, slashShareBps } = judge(
    terms,
    {
      rpc: valueBps,
      unsafeHead: valueBps,
      safeHead: valueBps,
      proposals: valueBps,
      coverage: BPS,
      reason: 0,
      l1Spend: 0n,
    },
    terms.epochLength,
  )
  const slash = (terms.pricePerEpoch * BigInt(terms.sla.slash) * BigInt(slashShareBps)) / BigInt(BPS * BPS)
  return {
    pay: (terms.pricePerEpoch * BigInt(payoutBps)) / BigInt(BPS),
    slashed: slash < terms.bond ? slash : terms.bond,
  }
}

/** "500 ms", "12.5 s". */
function formatMilliseconds(ms: number): string {
  return ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`
}
