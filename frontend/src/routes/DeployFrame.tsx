import type { ReactNode } from 'react'
import { shortAddress } from '../shared/format/index.ts'
import { nameOf } from '../shared/l1/boundName.ts'
import type { Agreement } from '../shared/market/agreement.ts'
import { Notice, PageHead } from '../shared/ui/index.ts'
import styles from './deploy.module.css'

/** Head and columns of the page that brings a chain to the L1. */
export function DeployFrame({
  agreement,
  title,
  subtitle = 'You own everything at the end; no vendor key can move it.',
  actions,
  notes,
  aside,
  isVisitor = false,
  children,
}: {
  agreement: Agreement
  title: string
  subtitle?: string
  actions?: ReactNode
  notes?: ReactNode
  aside?: ReactNode
  /** Somebody else than the client looks. */
  isVisitor?: boolean
  children: ReactNode
}) {
  const { agreementId, client } = agreement
  return (
    <div className={styles.page}>
      <PageHead
        crumbs={[
          { label: 'Agreements', to: '/agreements' },
          { label: nameOf(agreement), to: `/agreements/${agreementId}` },
          { label: 'Deploy' },
        ]}
        title={title}
        subtitle={subtitle}
        actions={actions}
      />
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
