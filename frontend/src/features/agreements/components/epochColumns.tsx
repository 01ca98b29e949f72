import { formatAmount, formatBps, tokenSymbol } from '../../../shared/format/index.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import type { Epoch } from '../../../shared/market/epochs.ts'
import {
  Amount,
  type Column,
  CopyButton,
  HashText,
  Moment,
  OutLink,
  StatusTag,
} from '../../../shared/ui/index.ts'
import { statusOf } from '../strip.ts'
import { whyOf } from '../why.ts'
import styles from './Agreements.module.css'

/** The columns of the epochs table; `explorer` is the base URL of the market chain's. */
export function epochColumns(agreement: Agreement, explorer: string | undefined): Column<Epoch>[] {
  const { token, epochs } = agreement
  const symbol = tokenSymbol(token)
  const spanSeconds = (epochs.at(-1)?.end ?? 0) - (epochs[0]?.start ?? 0)
  return [
    {
      key: 'epoch',
      title: 'Epoch',
      render: ({ epoch, start }) => (
        <>
          <b>{epoch}</b>{' '}
          <span className={styles.quiet}>
            <Moment at={start} spanSeconds={spanSeconds} short />
          </span>
        </>
      ),
    },
    { key: 'verdict', title: 'Verdict', render: (one) => <StatusTag status={statusOf(one)} /> },
    {
      key: 'worst',
      title: 'Worst metric',
      align: 'end',
      hideOnPhone: true,
      render: ({ outcome, uptimeBps }) => (
        <span className={styles.figure}>
          {outcome === 'silent' ? <span className={styles.quiet}>No verdict</span> : formatBps(uptimeBps)}
        </span>
      ),
    },
    {
      key: 'why',
      title: 'Why',
      hideOnPhone: true,
      render: (one) => <span className={styles.why}>{whyPaid(one, agreement)}</span>,
    },
    {
      key: 'paid',
      title: `Paid, ${symbol}`,
      align: 'end',
      render: ({ paid }) => <Amount units={paid} token={token} symbol={false} />,
    },
    {
      key: 'evidence',
      title: 'Evidence',
      align: 'end',
      hideOnPhone: true,
      render: ({ evidence }) =>
        evidence ? <HashText hash={evidence} /> : <span className={styles.quiet}>None</span>,
    },
    {
      key: 'booked',
      title: <span className={styles.figure}>Booked</span>,
      align: 'end',
      hideOnPhone: true,
      render: ({ transaction }) =>
        explorer ? (
          <OutLink href={`${explorer}/tx/${transaction}`}>Open</OutLink>
        ) : (
          <CopyButton text={transaction} label="Copy hash of the booking" />
        ),
    },
  ]
}

function whyPaid(epoch: Epoch, { terms, token }: Agreement): string {
  const why = whyOf(epoch, terms.sla)
  return epoch.slashed === 0n ? why : `${why}; ${formatAmount(epoch.slashed, token)} slashed`
}
