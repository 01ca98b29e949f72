import type { Address } from 'viem'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { byNeed } from '../order.ts'
import { AgreementRow } from './AgreementRow.tsx'
import styles from './Agreements.module.css'

/** Agreements as rows, those that need the reader first. */
export function AgreementList({
  agreements,
  now,
  me,
}: {
  agreements: readonly Agreement[]
  now: number
  me: Address | undefined
}) {
  return (
    <ul className={styles.list}>
      {byNeed(agreements, now, me).map((agreement) => (
        <li key={agreement.agreementId}>
          <AgreementRow agreement={agreement} now={now} me={me} />
        </li>
      ))}
    </ul>
  )
}
