import { formatNumber, formatShare } from '../../../shared/format/index.ts'
import { Amount, Disclosure, Panel } from '../../../shared/ui/index.ts'
import type { Earnings } from '../model/earnings.ts'
import styles from './EarnedPanel.module.css'
import { EarningsChart } from './EarningsChart.tsx'
import { EarningsTable } from './EarningsTable.tsx'

/** What the newest booked epochs brought, and what they could have brought. */
export function EarnedPanel({ earnings }: { earnings: Earnings }) {
  const { token, epochs, earned } = earnings
  const count = epochs.length === 1 ? 'the last epoch' : `the last ${epochs.length} epochs`
  return (
    <Panel>
      <h2 className={styles.label}>Earned{epochs.length > 0 && ` in ${count}`}, without setup fees</h2>
      <Amount units={earned} token={token} size="figure" />
      <p className={styles.sentence}>{sentenceOf(earnings)}</p>
      {epochs.length > 0 && (
        <>
          <EarningsChart earnings={earnings} />
          <Disclosure title="As a table">
            <EarningsTable earnings={earnings} />
          </Disclosure>
        </>
      )}
    </Panel>
  )
}

function sentenceOf({ token, missed, slashed, shareBps }: Earnings): string {
  if (shareBps === undefined) return 'No epoch is booked yet. Each one is paid when it is.'
  const lost = `${formatNumber(missed, token)} not earned, ${formatNumber(slashed, token)} slashed.`
  return `${lost} ${formatShare(Math.floor(shareBps / 10) * 10)} of what you could have earned.`
}
