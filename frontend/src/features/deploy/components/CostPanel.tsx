import { formatAmount } from '../../../shared/format/index.ts'
import { Amount, Facts, Panel, Skeleton } from '../../../shared/ui/index.ts'
import { countOf, ether, formatGwei } from '../format.ts'
import type { Deployment } from '../hooks/useDeployment.ts'
import { costOf } from '../model.ts'
import styles from './Deploy.module.css'

/** What the deployment costs at the fee of now: left, paid, whole. */
export function CostPanel({ deployment }: { deployment: Deployment }) {
  const { ground, items, focus } = deployment
  if (!ground.data || !items)
    return (
      <Panel title="Cost">
        <Skeleton lines={4} />
      </Panel>
    )
  const { fees } = ground.data
  const { paidWei, paidCount, unknownCount, leftWei, mostWei, leftCount } = costOf(items, fees)
  const whole = paidWei + leftWei
  const isPaid = leftCount === 0 && unknownCount === 0
  const amount = (units: bigint) => <Amount units={units} token={ether} symbol={false} />
  return (
    <Panel title="Cost">
      <Amount units={isPaid ? paidWei : leftWei} token={ether} size="figure" />
      <p className={styles.quiet}>
        {isPaid
          ? 'paid, nothing is left to pay'
          : `left to pay at ${formatGwei(fees.nowWei)}, at most ${formatAmount(mostWei, ether)}`}
      </p>
      <div className={styles.bar} aria-hidden="true">
        <span className={styles.paid} style={{ flexGrow: share(paidWei, whole) }} />
        <span className={styles.left} style={{ flexGrow: share(leftWei, whole) }} />
      </div>
      <Facts
        items={[
          { label: `Paid, ${countOf(paidCount, 'transaction')}`, value: amount(paidWei) },
          ...(unknownCount > 0
            ? [
                {
                  label: `${unknownCount} more, cost not known`,
                  value: '—',
                  note: 'This browser has not seen their receipts.',
                },
              ]
            : []),
          ...(focus
            ? [{ label: 'This transaction', value: amount(focus.step.expectedGas * fees.nowWei) }]
            : []),
          { label: `Left, ${countOf(leftCount, 'transaction')}`, value: amount(leftWei) },
          ...(unknownCount > 0
            ? []
            : [{ label: 'Whole deployment', value: <Amount units={whole} token={ether} /> }]),
        ]}
      />
    </Panel>
  )
}

/** Thousandths of the whole. */
function share(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : Number((part * 1000n) / whole)
}
