import { Link } from 'react-router'
import type { Address } from 'viem'
import { nameOf } from '../../../shared/l1/boundName.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { AddressText, Amount, EpochStrip, Icon, Identicon, StateTag } from '../../../shared/ui/index.ts'
import { untilFigure } from '../figures.ts'
import { nextAction } from '../model.ts'
import { stripOf } from '../strip.ts'
import styles from './Agreements.module.css'

/** One agreement of a list: what it is, how it was served, its money, what is next. */
export function AgreementRow({
  agreement,
  now,
  me,
}: {
  agreement: Agreement
  now: number
  me: Address | undefined
}) {
  const { agreementId, chain, client, vendor, state, token, money } = agreement
  const { label, value } = untilFigure(agreement, now)
  const next = nextAction(agreement, now, me)
  return (
    <article className={styles.row}>
      <div className={styles.who}>
        <Identicon address={chain?.systemConfig ?? client} size={32} />
        <div>
          <h2 className={styles.name}>
            <Link to={`/agreements/${agreementId}`}>
              <bdi dir="auto">{nameOf(agreement)}</bdi>
            </Link>
            <StateTag state={state} />
          </h2>
          <p className={styles.by}>
            <span>by</span>
            <AddressText address={vendor} />
          </p>
        </div>
      </div>
      <EpochStrip {...stripOf(agreement, now)} compact />
      <div className={styles.fact}>
        <span className={styles.factName}>{label}</span>
        <span>{value}</span>
      </div>
      <div className={styles.fact}>
        <span className={styles.factName}>Deposit left</span>
        <Amount units={money.deposit} token={token} />
      </div>
      <p className={styles.next} data-needs={next.needsMe}>
        {next.needsMe && <Icon name={next.tone === 'warn' ? 'warning' : 'info'} />}
        <span>
          <strong>{next.sentence}</strong> {next.detail}
        </span>
      </p>
    </article>
  )
}
