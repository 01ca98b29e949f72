import {
  exactPlaces,
  formatAmount,
  formatDuration,
  formatNumber,
  formatShare,
} from '../../../shared/format/index.ts'
import type { Offer } from '../../../shared/market/offers.ts'
import { exampleOf } from '../pay.ts'
import styles from './WorkedExample.module.css'

/** Some epochs of which one is bad, with the sums of the contract's formula. */
export function WorkedExample({ offer: { terms, token }, epochs }: { offer: Offer; epochs: number }) {
  const { downBps, downSeconds, badPay, total, slashed } = exampleOf(terms, epochs)
  const places = exactPlaces(token, terms.pricePerEpoch, badPay)
  const number = (units: bigint): string => formatNumber(units, token, places)
  const good = epochs - 1
  const bond = slashed === 0n ? '' : `, the bond pays you ${formatAmount(slashed, token)}`
  return (
    <div className={styles.example}>
      <p className={styles.words}>
        {epochs === 1 ? 'One epoch' : `${epochs} epochs, one of them`} with {formatDuration(downSeconds)} of
        downtime ({formatShare(downBps)})
      </p>
      <p className={styles.sum}>
        {good > 0 && `${good} × ${number(terms.pricePerEpoch)} + `}1 × {number(badPay)}
      </p>
      <p className={styles.result}>
        You pay {formatAmount(total, token, places)}
        {bond}
      </p>
    </div>
  )
}
