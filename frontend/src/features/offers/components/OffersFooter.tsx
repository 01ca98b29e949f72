import { useHead } from '../../../shared/chain/head.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import { AddressText } from '../../../shared/ui/index.ts'
import styles from './OffersFooter.module.css'

/** Where the figures of the list come from, and how old they are. */
export function OffersFooter() {
  const { chain, marketplace } = useMarket()
  const { data: head } = useHead(chain.id)
  return (
    <p className={styles.footer}>
      Records count only epochs that listed oracles judged. Read from the marketplace{' '}
      <AddressText address={marketplace} />
      {head && ` at block ${head.number.toLocaleString('en-US')}`}.
    </p>
  )
}
