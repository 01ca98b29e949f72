import type { Agreement } from '../../../shared/market/agreement.ts'
import { ErrorNote, OutLink, Panel, Skeleton } from '../../../shared/ui/index.ts'
import type { useProbe } from '../hooks/useProbe.ts'
import styles from './Health.module.css'
import { MetricTable } from './MetricTable.tsx'
import { SeenByYou } from './SeenByYou.tsx'

type Probe = ReturnType<typeof useProbe>

/** Health as of now: what the oracle's probe measures against the terms, and what this browser sees. */
export function HealthPanel({ agreement, probe, now }: { agreement: Agreement; probe: Probe; now: number }) {
  const { sla } = agreement.terms
  const answer = probe.query.data
  const report = answer?.kind === 'report' && !probe.query.isError ? answer.report : undefined
  return (
    <Panel
      title="Health now, against the terms"
      aside={probe.url && <OutLink href={`${probe.url}/status`}>Probe</OutLink>}
    >
      <div className={styles.content}>
        {agreement.state === 'Active' && probe.url !== undefined && !probe.query.isPending && (
          <MetricTable sla={sla} report={report} />
        )}
        <Remarks agreement={agreement} probe={probe} />
        <SeenByYou agreement={agreement} now={now} />
      </div>
    </Panel>
  )
}

/** Why there are no figures, or what to know about them. */
function Remarks({ agreement, probe: { url, query } }: { agreement: Agreement; probe: Probe }) {
  if (agreement.state !== 'Active')
    return <Remark>Nothing is measured now: no service is owed while the money is out.</Remark>
  if (url === undefined)
    return (
      <Remark>This dApp knows no probe of this oracle. What your browser sees is all there is here.</Remark>
    )
  if (query.isPending) return <Skeleton lines={3} />
  if (query.isError)
    return (
      <div>
        <ErrorNote
          what="The oracle’s probe does not answer."
          error={query.error}
          onRetry={() => void query.refetch()}
          alternative="wait: verdicts do not depend on this page."
        />
      </div>
    )
  if (query.data.kind === 'none') return <Remark>The probe has no figures: {query.data.reason}.</Remark>
  const { refused, notMeasured, simulated, skippedChecks } = query.data.report
  const remarks = [
    ...(refused === undefined
      ? []
      : [`The published endpoint is not asked: ${refused}. Every sample is a miss.`]),
    ...(notMeasured === undefined ? [] : [`This probe gives no verdict: ${notMeasured}.`]),
    ...(simulated ? ['The vendor says that parts of this chain are simulated.'] : []),
    ...(skippedChecks.length > 0 ? [`Not checked: ${skippedChecks.join('; ')}.`] : []),
  ]
  if (remarks.length === 0) return null
  return (
    <div className={styles.notes}>
      {remarks.map((remark) => (
        <p key={remark} className={styles.unknown}>
          {remark}
        </p>
      ))}
    </div>
  )
}

function Remark({ children }: { children: React.ReactNode }) {
  return <p className={styles.quiet}>{children}</p>
}
