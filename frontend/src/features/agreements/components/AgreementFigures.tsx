import { formatAmount } from '../../../shared/format/index.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import {
  Amount,
  EpochStrip,
  FigureRow,
  Panel,
  PanelSection,
  type Status,
  StatusTag,
} from '../../../shared/ui/index.ts'
import { countEpochs, keptBySla, untilFigure } from '../figures.ts'
import { stripOf } from '../strip.ts'
import styles from './Agreements.module.css'

const LEGEND: readonly Status[] = ['met', 'degraded', 'failed', 'silent', 'excused']

/** Until when it is funded, how it was served, what the SLA kept; and every epoch as a cell. */
export function AgreementFigures({
  agreement,
  now,
  isClient,
}: {
  agreement: Agreement
  now: number
  isClient: boolean
}) {
  const { token } = agreement
  const until = untilFigure(agreement, now)
  const { atTarget, all, others } = countEpochs(agreement)
  const { unpaid, slashed } = keptBySla(agreement)
  const strip = stripOf(agreement, now)
  const hasStrip = strip.cells.length > 0 || strip.fundedAhead > 0 || strip.now !== undefined
  return (
    <Panel tight>
      <FigureRow
        items={[
          until,
          {
            label: 'Epochs at target',
            value: all === 0 ? '—' : atTarget,
            ...(all > 0 && { unit: `of ${all}` }),
            note: all === 0 ? 'None is booked yet' : others || 'All of them',
          },
          {
            label: isClient ? 'Kept for you by the SLA' : 'Kept for the client by the SLA',
            value: <Amount units={unpaid + slashed} token={token} size="figure" />,
            note: `${formatAmount(unpaid, token)} not paid, ${formatAmount(slashed, token)} slashed`,
          },
        ]}
      />
      {hasStrip && (
        <PanelSection>
          <EpochStrip {...strip} />
        </PanelSection>
      )}
      {hasStrip && (
        <div className={styles.legend}>
          <span className={styles.statuses}>
            {LEGEND.map((status) => (
              <StatusTag key={status} status={status} />
            ))}
          </span>
          <span className={styles.legendNote}>Height of a cell is the share of its price that was paid</span>
        </div>
      )}
    </Panel>
  )
}
