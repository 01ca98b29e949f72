import type { ReactNode } from 'react'
import { useChainNow } from '../shared/chain/head.ts'
import { formatDuration, formatMoment, shortAddress } from '../shared/format/index.ts'
import { nameOf } from '../shared/l1/boundName.ts'
import type { Agreement } from '../shared/market/agreement.ts'
import { useMarket } from '../shared/market/context.tsx'
import { Notice, PageHead } from '../shared/ui/index.ts'
import styles from './deploy.module.css'

/** Head and columns of the page that brings a chain to the L1. */
export function DeployFrame({
  agreement,
  title,
  subtitle = 'You own everything at the end; no vendor key can move it.',
  notes,
  aside,
  isVisitor = false,
  children,
}: {
  agreement: Agreement
  title: string
  subtitle?: string
  notes?: ReactNode
  aside?: ReactNode
  /** Somebody else than the client looks. */
  isVisitor?: boolean
  children: ReactNode
}) {
  const { agreementId, client, deadline } = agreement
  const { chain } = useMarket()
  const now = useChainNow(chain.id)
  const left = deadline - now
  return (
    <div className={styles.page}>
      <PageHead
        crumbs={[
          { label: 'Agreements', to: '/agreements' },
          { label: nameOf(agreement), to: `/agreements/${agreementId}` },
          { label: 'Deploy' },
        ]}
        title={title}
        subtitle={
          left > 0
            ? `${subtitle} Bind before ${formatMoment(deadline, { spanSeconds: left })}, ${formatDuration(left)} left.`
            : subtitle
        }
      />
      {left <= 0 && (
        <Notice tone="warn" title="The time to bind is over.">
          You can still bind, as long as nobody closes the agreement; anyone may.
        </Notice>
      )}
      {isVisitor && (
        <Notice tone="info" title={`Only the client, ${shortAddress(client)}, can sign here.`}>
          You see what the L1 shows of the usual settings.
        </Notice>
      )}
      {notes}
      <div className={aside === undefined ? undefined : styles.columns}>
        <div className={styles.aside}>{children}</div>
        {aside !== undefined && <aside className={styles.aside}>{aside}</aside>}
      </div>
    </div>
  )
}
