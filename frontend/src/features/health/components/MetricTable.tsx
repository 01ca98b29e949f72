import type { Terms } from '@opraas/contracts'
import { formatBps, formatShare } from '../../../shared/format/index.ts'
import { metricTitle } from '../../../shared/market/metricWords.ts'
import { StatusGlyph, VisuallyHidden } from '../../../shared/ui/index.ts'
import { statusWords } from '../../../shared/ui/status.ts'
import { type MetricRow, metricRows, type Report } from '../model.ts'
import styles from './Health.module.css'
import { Sparkline } from './Sparkline.tsx'

/** Each agreed metric: how it does in the running epoch, against what was agreed. */
export function MetricTable({ sla, report }: { sla: Terms['sla']; report: Report | undefined }) {
  return (
    <table className={styles.table}>
      <caption>
        <VisuallyHidden>Agreed metrics, as measured in the running epoch</VisuallyHidden>
      </caption>
      <thead>
        <tr>
          <th scope="col">Measured by the oracle’s probe</th>
          <th scope="col" className={styles.lately}>
            {recentTitle(report)}
          </th>
          <th scope="col" className={styles.end}>
            This epoch
          </th>
          <th scope="col" className={styles.end}>
            Agreed
          </th>
        </tr>
      </thead>
      <tbody>
        {metricRows(sla, report).map((row) => (
          <Row key={row.name} row={row} sla={sla} />
        ))}
      </tbody>
    </table>
  )
}

function Row({
  row: { name, status, nowBps, targetBps, samples, unknown },
  sla,
}: {
  row: MetricRow
  sla: Terms['sla']
}) {
  return (
    <tr>
      <th scope="row">
        <span className={styles.metric}>
          <StatusGlyph status={status} />
          <VisuallyHidden>{statusWords[status]}: </VisuallyHidden>
          {metricTitle(name, sla)}
        </span>
        {unknown && <span className={styles.unknown}>{unknown}</span>}
      </th>
      <td className={styles.lately}>
        {samples.length > 1 && (
          <Sparkline
            samples={samples}
            status={status}
            boundMs={name === 'rpc' ? sla.maxLatency : undefined}
          />
        )}
      </td>
      <td className={styles.end}>
        {nowBps === undefined ? '—' : <b className={styles[`${status}Text`]}>{formatBps(nowBps)}</b>}
      </td>
      <td className={`${styles.end} ${styles.quiet}`}>{formatShare(targetBps)}</td>
    </tr>
  )
}

function recentTitle(report: Report | undefined): string {
  const [first, last] = [report?.recent[0], report?.recent.at(-1)]
  if (!first || !last || first === last) return 'Lately'
  const seconds = Math.round((last.at - first.at) / 1000)
  return seconds >= 120 ? `Last ${Math.round(seconds / 60)} min` : `Last ${seconds} s`
}
