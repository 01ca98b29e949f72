import { amountPlaces, formatAmount, formatNumber } from '../../../shared/format/index.ts'
import type { Token } from '../../../shared/market/token.ts'
import { Notice } from '../../../shared/ui/index.ts'
import { type Claimed, shownFee } from '../model/claims.ts'
import styles from './ClaimPanel.module.css'

/** What the last claim brought, as its receipt tells it; read out when it comes. */
export function ClaimedNote({ claimed, token }: { claimed: Claimed | 'unknown' | undefined; token: Token }) {
  return (
    <div role="status" className={styles.claimed}>
      {claimed === 'unknown' && <Notice tone="good" title="Claimed." />}
      {typeof claimed === 'object' && (
        <Notice tone="good" title={`${formatAmount(claimed.net, token)} came.`}>
          {wordsOf(claimed, token)}
        </Notice>
      )}
    </div>
  )
}

function wordsOf({ net, fee, agreements }: Claimed, token: Token): string {
  const shown = shownFee({ gross: net + fee, net, token }, amountPlaces(token))
  const kept = fee === 0n ? '' : `, the market kept ${formatNumber(shown, token)}`
  return `From ${agreements} ${agreements === 1 ? 'agreement' : 'agreements'}${kept}.`
}
