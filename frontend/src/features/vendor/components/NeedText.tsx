import type { Agreement } from '../../../shared/market/agreement.ts'
import { Icon, type IconName } from '../../../shared/ui/index.ts'
import { type VendorNeed, vendorNeedOf } from '../model/need.ts'
import styles from './NeedText.module.css'

const icons: Record<VendorNeed['kind'], IconName> = { calm: 'check', waits: 'clock', act: 'warning' }

/** What an agreement asks of its vendor, as shape and words. `now` in unix seconds. */
export function NeedText({ agreement, now }: { agreement: Agreement; now: number }) {
  const { kind, words } = vendorNeedOf(agreement, now)
  return (
    <span className={styles.need} data-kind={kind}>
      <Icon name={icons[kind]} />
      {words}
    </span>
  )
}
