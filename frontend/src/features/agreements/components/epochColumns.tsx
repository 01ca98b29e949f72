import { formatBps, tokenSymbol } from '../../../shared/format/index.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import type { Epoch } from '../../../shared/market/epochs.ts'
import { Amount, type Column, HashText, Moment, StatusTag } from '../../../shared/ui/index.ts'
import { statusOf } from '../strip.ts'
import { whyOf } from '../why.ts'
import styles from './Agreements.module.css'

/** The columns of the epochs table; `explorer` is the base URL of the market chain's. */
export function epochColumns(agreement: Agreement, explorer: string | undefined): Column<Epoch>[] {
  const { token, terms, epochs } = agreement
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
      render: ({ outcome, uptimeBps }) =>
        outcome === 'silent' ? <span className={styles.quiet}>No verdict</span> : formatBps(uptimeBps),
    },
    { key: 'why', title: 'Why', hideOnPhone: true, render: (one) => whyOf(one, terms.sla) },
    {
      key: 'paid',
      title: `Paid, ${symbol}`,
      align: 'end',
      render: ({ paid }) => <Amount units={paid} token={token} symbol={false} />,
    },
    {
      key: 'slashed',
      title: `Slashed, ${symbol}`,
      align: 'end',
      hideOnPhone: true,
      render: ({ slashed }) => <Amount units={slashed} token={token} symbol={false} />,
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
      title: 'Booked in',
      align: 'end',
      hideOnPhone: true,
      render: ({ transaction }) => (
        <HashText hash={transaction} href={explorer && `${explorer}/tx/${transaction}`} />
      ),
    },
  ]
}
