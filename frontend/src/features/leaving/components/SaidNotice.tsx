import { formatAmount } from '../../../shared/format/index.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { Notice } from '../../../shared/ui/index.ts'
import type { Comparison, Said } from '../model.ts'

/** What was said before the end, beside what came of it. */
export function SaidNotice({
  comparison,
  said,
  agreement: { money, token },
}: {
  comparison: Comparison
  said: Said | undefined
  agreement: Agreement
}) {
  if (!said || comparison.kind === 'unsaid') return null
  const told = `${said.isExact ? '' : 'at least '}${formatAmount(said.atLeast, token)}`
  const came = formatAmount(money.claimedByClient, token)
  if (comparison.kind === 'open')
    return (
      <Notice tone="info" title={`Said ${told}, came ${came} so far.`}>
        Kept from before the end, to be compared.
      </Notice>
    )
  const title = `Said ${told}, came ${came}.`
  if (comparison.kind !== 'less')
    return (
      <Notice tone="good" title={title}>
        {said.isExact ? '' : 'The difference is what measurement gave back of the last epoch.'}
      </Notice>
    )
  return (
    <Notice tone="warn" title={title}>
      {comparison.isLater
        ? 'The end was mined after the epoch it was said in, so that another epoch was paid.'
        : 'The epochs table of the agreement shows what was paid for.'}
    </Notice>
  )
}
