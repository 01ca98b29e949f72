import { BPS, judge, type MetricName, metricNames, type Terms } from '@opraas/contracts'
import * as v from 'valibot'
import { cleanText, formatAmount } from '../../shared/format/index.ts'
import { metricFaults } from '../../shared/market/metricWords.ts'
import type { Token } from '../../shared/market/token.ts'
import type { Status } from '../../shared/ui/status.ts'

const MAX_NOTE = 80
const note = v.pipe(
  v.string(),
  v.transform((text) => cleanText(text, MAX_NOTE)),
)
const share = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(BPS)))

/** One look of the probe. `at`: unix milliseconds; `ms`: how long the answer took; `void`: why it counts neither way. */
const sampleSchema = v.object({
  at: v.number(),
  rpc: v.boolean(),
  unsafeHead: v.boolean(),
  ms: v.number(),
  head: v.optional(v.number()),
  void: v.optional(note),
  note: v.optional(note),
})

const reportSchema = v.object({
  agreementId: v.string(),
  epoch: v.number(),
  /** Unix seconds. */
  start: v.number(),
  end: v.number(),
  /** Bps of this epoch's samples so far; null: nothing counted yet. */
  metrics: v.object({ rpc: share, unsafeHead: share }),
  simulated: v.optional(v.boolean(), false),
  /** Why the published endpoint is not even tried. */
  refused: v.optional(note),
  /** Why this probe cannot judge these terms. */
  notMeasured: v.optional(note),
  skippedChecks: v.optional(v.array(note), []),
  recent: v.optional(v.array(sampleSchema), []),
})

/** What the oracle's probe tells of an agreement, as of now. */
export type Report = v.InferOutput<typeof reportSchema>

/** Reads a probe's report; extra fields are nobody's harm. @throws ValiError when it is something else */
export function parseReport(value: unknown): Report {
  return v.parse(reportSchema, value)
}

/** One agreed metric against what is measured. `nowBps` is undefined when nothing was measured, never 0. */
export type MetricRow = {
  name: MetricName
  status: Status
  nowBps: number | undefined
  targetBps: number
  /** Newest last; undefined where the sample counts neither way. */
  samples: { ok: boolean; ms: number }[]
  /** Why a report has no figure. */
  unknown: string | undefined
}

/** The agreed metrics of an SLA with what a report says of them. Pure. */
export function metricRows(sla: Terms['sla'], report: Report | undefined): MetricRow[] {
  return metricNames
    .filter((name) => sla[name].target > 0)
    .map((name): MetricRow => {
      const targetBps = sla[name].target
      if (name !== 'rpc' && name !== 'unsafeHead')
        return {
          name,
          status: 'silent',
          nowBps: undefined,
          targetBps,
          samples: [],
          unknown: 'Not measured by this probe',
        }
      const nowBps = report?.metrics[name] ?? undefined
      const counted = report?.recent.filter((sample) => sample.void === undefined) ?? []
      return {
        name,
        targetBps,
        nowBps,
        status: statusOfMetric(sla[name], nowBps),
        samples: counted.map((sample) => ({ ok: sample[name], ms: sample.ms })),
        unknown:
          report && nowBps === undefined
            ? (report.notMeasured ?? 'Nothing measured in this epoch yet')
            : undefined,
      }
    })
}

function statusOfMetric({ target, floor }: Terms['sla'][MetricName], bps: number | undefined): Status {
  if (bps === undefined) return 'awaited'
  if (bps >= target) return 'met'
  return bps >= floor ? 'degraded' : 'failed'
}

/** What the running epoch would pay if it went on as measured; undefined when that is the whole price. Pure. */
export function liveRemark(terms: Terms, report: Report | undefined, token: Token): string | undefined {
  if (!report || report.notMeasured !== undefined) return undefined
  const measured = (name: 'rpc' | 'unsafeHead') => (terms.sla[name].target === 0 ? BPS : report.metrics[name])
  const [rpc, unsafeHead] = [measured('rpc'), measured('unsafeHead')]
  if (rpc === null || unsafeHead === null) return undefined
  const metrics = { rpc, unsafeHead, safeHead: BPS, proposals: BPS }
  const verdict = { ...metrics, coverage: BPS, reason: 0, l1Spend: 0n }
  const { payoutBps, slashShareBps } = judge(terms, verdict, terms.epochLength)
  if (payoutBps === BPS) return undefined
  const pay = (terms.pricePerEpoch * BigInt(payoutBps)) / BigInt(BPS)
  const slash = (terms.pricePerEpoch * BigInt(terms.sla.slash) * BigInt(slashShareBps)) / BigInt(BPS * BPS)
  const slashed = slash === 0n ? '' : ` ${formatAmount(slash, token)} of the bond would come to the deposit.`
  const worst = (['rpc', 'unsafeHead'] as const)
    .filter((name) => terms.sla[name].target > 0 && metrics[name] < terms.sla[name].target)
    .map((name) => metricFaults[name])
  const price = formatAmount(terms.pricePerEpoch, token)
  return `This epoch would pay ${formatAmount(pay, token)} instead of ${price}: ${worst.join(', ')}.${slashed}`
}

/** What recent samples show, in words, for readers who see no line. Pure. */
export function samplesInWords(samples: readonly { ok: boolean }[]): string {
  if (samples.length === 0) return 'No samples'
  const met = samples.filter(({ ok }) => ok).length
  return met === samples.length
    ? `All of the last ${met} samples met`
    : `${met} of the last ${samples.length} samples met`
}
