import { BPS } from '@opraas/contracts'
import { nameOf } from '../../../shared/l1/boundName.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import {
  AddressText,
  Amount,
  ChainText,
  type Column,
  DataTable,
  Empty,
  EpochStrip,
  LinkText,
  Panel,
  StateTag,
} from '../../../shared/ui/index.ts'
import { claimableOf } from '../model/claims.ts'
import { statusOf } from '../model/earnings.ts'
import styles from './AgreementsPanel.module.css'
import { NeedText } from './NeedText.tsx'

/** All agreements of a vendor: money, record, and what each one asks of it. `now` in unix seconds. */
export function AgreementsPanel({ agreements, now }: { agreements: Agreement[]; now: number }) {
  const isMixed = new Set(agreements.map(({ token }) => token.address)).size > 1
  const amount = (key: string, title: string, units: (row: Agreement) => bigint): Column<Agreement> => ({
    key,
    title,
    align: 'end',
    hideOnPhone: true,
    render: (row) => <Amount units={units(row)} token={row.token} symbol={isMixed} />,
  })
  const columns: Column<Agreement>[] = [
    { key: 'chain', title: 'Chain, client', render: (row) => <ChainAndClient agreement={row} /> },
    {
      key: 'state',
      title: 'State',
      render: ({ state }) => <StateTag state={state} tinted={false} />,
    },
    {
      key: 'record',
      title: 'Epochs',
      hideOnPhone: true,
      render: (row) => <Record agreement={row} />,
    },
    amount('earned', 'Earned', ({ money }) => money.gross),
    amount('claimable', 'Claimable', claimableOf),
    amount('bond', 'Bond', ({ money }) => money.bond),
    {
      key: 'need',
      title: 'What needs you',
      hideOnPhone: true,
      render: (row) => <NeedText agreement={row} now={now} />,
    },
  ]
  return (
    <Panel title="Agreements">
      {agreements.length === 0 ? (
        <Empty title="No agreements yet">A client that accepts one of your offers shows up here.</Empty>
      ) : (
        <div className={styles.table}>
          <DataTable
            caption="Agreements of this vendor"
            columns={columns}
            rows={agreements}
            rowKey={({ agreementId }) => agreementId}
          />
        </div>
      )}
    </Panel>
  )
}

function ChainAndClient({ agreement }: { agreement: Agreement }) {
  const { agreementId, chain, client } = agreement
  const name = nameOf(agreement)
  const chainName = chain ? `Chain ${chain.l2ChainId}` : 'No chain yet'
  return (
    <div className={styles.chain}>
      <LinkText to={`/agreements/${agreementId}`}>
        <ChainText text={name} />
      </LinkText>
      {chainName !== name && <span className={styles.quiet}>{chainName}</span>}
      <span className={styles.quiet}>
        <AddressText address={client} />
      </span>
    </div>
  )
}

function Record({ agreement: { epochs } }: { agreement: Agreement }) {
  const cells = epochs.map((one) => ({ epoch: one.epoch, status: statusOf(one), fill: one.payoutBps / BPS }))
  return <EpochStrip compact cells={cells} fundedAhead={0} describe={({ epoch }) => `Epoch ${epoch}`} />
}
