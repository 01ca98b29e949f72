import { useState } from 'react'
import { download } from '../../../shared/download.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import { Button, DataTable, Panel, Segmented } from '../../../shared/ui/index.ts'
import { epochsCsv } from '../epochsCsv.ts'
import styles from './Agreements.module.css'
import { epochColumns } from './epochColumns.tsx'

const PAGE = 50

/** Every booked epoch, opened on those that were not at target. */
export function EpochsPanel({ agreement }: { agreement: Agreement }) {
  const { chain } = useMarket()
  const { epochs, agreementId } = agreement
  const offTarget = epochs.filter(({ outcome, excused }) => outcome !== 'met' || excused)
  const [chosen, setChosen] = useState<'off' | 'all'>()
  const [shown, setShown] = useState(PAGE)
  const view = chosen ?? (offTarget.length > 0 ? 'off' : 'all')
  const rows = (view === 'off' ? offTarget : epochs).toReversed()
  if (epochs.length === 0)
    return (
      <Panel title="Epochs">
        <p className={styles.quiet}>No epoch is booked yet. Each is booked once its verdict is in.</p>
      </Panel>
    )
  return (
    <Panel
      title="Epochs"
      beside={
        <Segmented
          label="Epochs to show"
          options={[
            { value: 'off', label: 'Not at target', count: offTarget.length },
            { value: 'all', label: 'All', count: epochs.length },
          ]}
          value={view}
          onChange={setChosen}
        />
      }
      aside={
        <Button
          kind="link"
          onClick={() => download(`epochs-${agreementId.slice(0, 10)}.csv`, epochsCsv(agreement), 'text/csv')}
        >
          Download CSV
        </Button>
      }
    >
      {rows.length === 0 ? (
        <p className={styles.quiet}>All epochs were at target.</p>
      ) : (
        <DataTable
          caption="Booked epochs, the newest first"
          columns={epochColumns(agreement, chain.explorer)}
          rows={rows.slice(0, shown)}
          rowKey={({ epoch }) => epoch}
        />
      )}
      {rows.length > shown && (
        <div className={styles.more}>
          <Button kind="quiet" onClick={() => setShown(shown + PAGE)}>
            Show {Math.min(PAGE, rows.length - shown)} more
          </Button>
        </div>
      )}
    </Panel>
  )
}
