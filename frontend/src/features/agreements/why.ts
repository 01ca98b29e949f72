import { type MetricName, metricNames, payoutAt, type Terms, type Verdict } from '@opraas/contracts'
import { formatBps, formatShare } from '../../shared/format/index.ts'
import type { Epoch } from '../../shared/market/epochs.ts'
import { metricFaults } from '../../shared/market/metricWords.ts'

/** The agreed metric that decided the pay of an epoch: the one that pays least. Pure. */
function worstMetric(sla: Terms['sla'], verdict: Verdict): MetricName | undefined {
  const agreed = metricNames.filter((name) => sla[name].target > 0)
  const [worst] = agreed.toSorted(
    (a, b) => payoutAt(sla[a], verdict[a]) - payoutAt(sla[b], verdict[b]) || verdict[a] - verdict[b],
  )
  return worst
}

/** Why an epoch was paid as it was, in words. Pure. */
export function whyOf({ outcome, excused, verdict, uptimeBps }: Epoch, sla: Terms['sla']): string {
  if (verdict === undefined) return 'The oracle did not answer in time'
  if (outcome === 'silent')
    return `Too few samples: ${formatBps(verdict.coverage)} of the epoch, agreed ${formatShare(sla.minCoverage)}`
  const name = worstMetric(sla, verdict)
  const doing = excused ? 'The client’s doing, says the oracle. ' : ''
  if (outcome === 'met' || name === undefined)
    return `${doing}${uptimeBps === 10_000 ? 'At target' : 'Within target'}`
  return `${doing}${capital(metricFaults[name])}; agreed ${formatShare(sla[name].target)}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
