import { agreementStates } from '@opraas/contracts'
import { useState } from 'react'
import { EpochCell, EpochStrip, Panel, StateTag, type Status, StatusTag, statusWords } from '../index.ts'
import styles from './Kit.module.css'
import { KitSection } from './KitSection.tsx'
import { describe, judged } from './samples.ts'

const cells: [Status, number, string][] = [
  ['met', 1, 'pays 100%'],
  ['degraded', 0.62, 'pays 62%'],
  ['failed', 0, 'pays 0'],
  ['silent', 0.5, 'pays 50%'],
  ['excused', 1, 'counts as met'],
  ['running', 0.4, 'now'],
  ['awaited', 0, 'verdict due'],
  ['funded', 1, 'ahead'],
  ['unfunded', 0, 'no service'],
]

/** Cells, glyphs and strips in all their states. */
export function KitCells() {
  const [selected, setSelected] = useState('None selected')
  return (
    <>
      <KitSection title="Epoch cell">
        <div className={styles.cells}>
          {cells.map(([status, fill, note]) => (
            <div key={status}>
              <EpochCell status={status} fill={fill} />
              <div className={styles.word}>
                <b>{statusWords[status]}</b>
                <div className={styles.quiet}>{note}</div>
              </div>
            </div>
          ))}
        </div>
      </KitSection>
      <KitSection title="Status and state">
        <div className={styles.line}>
          {cells.map(([status]) => (
            <StatusTag key={status} status={status} />
          ))}
        </div>
        <div className={styles.line}>
          {cells.map(([status]) => (
            <StatusTag key={status} status={status} tinted />
          ))}
        </div>
        <div className={styles.line}>
          {agreementStates.map((state) => (
            <StateTag key={state} state={state} />
          ))}
        </div>
      </KitSection>
      <KitSection title="Strips">
        <div className={styles.stack}>
          <Panel title="Ends tomorrow, one verdict awaited" aside={selected}>
            <EpochStrip
              cells={[...judged.slice(0, 8), { epoch: 8, status: 'awaited', fill: 0 }]}
              fundedAhead={1}
              now={{ fill: 0.9 }}
              startLabel="22 Oct"
              nowLabel="31 Oct"
              endLabel="Money ends 1 Nov"
              describe={describe}
              onSelect={(cell) => setSelected(describe(cell))}
            />
          </Panel>
          <Panel title="Cut: four hundred judged">
            <EpochStrip
              cells={Array.from({ length: 400 }, (_, epoch) => ({
                ...(judged[epoch % 30] ?? { status: 'met', fill: 1 }),
                epoch,
              }))}
              fundedAhead={200}
              now={{ fill: 0.2 }}
              startLabel={({ epoch }) => `Epoch ${epoch}`}
              nowLabel="15:38:24 UTC"
              endLabel="Money ends 16:31:44 UTC"
              describe={describe}
            />
          </Panel>
          <Panel title="Just begun, closed, nothing yet">
            <div className={styles.stack}>
              <EpochStrip
                cells={[]}
                fundedAhead={7}
                now={{ fill: 0.1 }}
                endLabel="Money ends 15:40:16 UTC"
                describe={describe}
              />
              <EpochStrip
                cells={judged}
                fundedAhead={0}
                startLabel="22 Oct"
                endLabel="Ended 20 Nov"
                describe={describe}
              />
              <EpochStrip cells={[]} fundedAhead={0} describe={describe} />
            </div>
          </Panel>
          <Panel title="Rows of a list">
            <div className={styles.line}>
              {[judged, judged.slice(0, 22), []].map((cells) => (
                <EpochStrip key={cells.length} compact cells={cells} fundedAhead={0} describe={describe} />
              ))}
            </div>
          </Panel>
        </div>
      </KitSection>
    </>
  )
}
