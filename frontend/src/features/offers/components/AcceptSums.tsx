import type { Token } from '../../../shared/format/index.ts'
import { exactPlaces } from '../../../shared/format/index.ts'
import { Amount } from '../../../shared/ui/index.ts'
import type { Sums } from '../pay.ts'
import styles from './AcceptSums.module.css'

/** What the client brings, line by line, and what the vendor puts against it. */
export function AcceptSums({ token, epochs, sums }: { token: Token; epochs: number; sums: Sums }) {
  const { service, setupFee, deposit, bond } = sums
  const places = exactPlaces(token, service, setupFee, bond)
  const amount = (units: bigint) => <Amount units={units} token={token} places={places} symbol={false} />
  return (
    <dl className={styles.sums}>
      <div>
        <dt>
          {epochs} {epochs === 1 ? 'epoch' : 'epochs'}
        </dt>
        <dd>{amount(service)}</dd>
      </div>
      <div>
        <dt>{setupFee === 0n ? 'Setup' : 'Setup, paid with the first epoch'}</dt>
        <dd>{amount(setupFee)}</dd>
      </div>
      <div className={styles.total}>
        <dt>You deposit</dt>
        <dd>
          <Amount units={deposit} token={token} places={places} />
        </dd>
      </div>
      <div className={styles.bond}>
        <dt>Vendor locks as bond</dt>
        <dd>{amount(bond)}</dd>
      </div>
    </dl>
  )
}
