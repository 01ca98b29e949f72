import { useState } from 'react'
import {
  AddressText,
  Amount,
  Button,
  type Column,
  CopyButton,
  DataTable,
  EpochStrip,
  Facts,
  FigureRow,
  Identicon,
  LinkText,
  MoneyBar,
  Notice,
  OutLink,
  PageHead,
  Panel,
  PanelSection,
  Segmented,
  StateTag,
  type Status,
  StatusTag,
} from '../index.ts'
import styles from './Kit.module.css'
import { client, describe, judged, units, usdc, vendor } from './samples.ts'

type Row = { epoch: number; day: string; status: Status; worst: string; why: string; paid: number }

const rows: Row[] = [
  {
    epoch: 27,
    day: '18 Nov',
    status: 'degraded',
    worst: '97.50%',
    why: 'Batches late for 36 min',
    paid: 19.2,
  },
  {
    epoch: 22,
    day: '13 Nov',
    status: 'silent',
    worst: 'No verdict',
    why: 'Oracle did not answer within 6 h',
    paid: 12,
  },
  {
    epoch: 17,
    day: '8 Nov',
    status: 'failed',
    worst: '49.50%',
    why: 'RPC down for 12 h 7 min; 12.00 slashed',
    paid: 0,
  },
  {
    epoch: 13,
    day: '4 Nov',
    status: 'excused',
    worst: '100.00%',
    why: 'Your gas limit was above the terms for 3 h',
    paid: 24,
  },
]

const columns: Column<Row>[] = [
  {
    key: 'epoch',
    title: 'Epoch',
    render: ({ epoch, day }) => (
      <>
        <b>{epoch}</b> <span className={styles.quiet}>{day}</span>
      </>
    ),
  },
  { key: 'verdict', title: 'Verdict', render: ({ status }) => <StatusTag status={status} /> },
  { key: 'worst', title: 'Worst metric', align: 'end', hideOnPhone: true, render: ({ worst }) => worst },
  { key: 'why', title: 'Why', hideOnPhone: true, render: ({ why }) => why },
  {
    key: 'paid',
    title: 'Paid, USDC',
    align: 'end',
    render: ({ paid }) => <Amount units={units(paid)} token={usdc} symbol={false} />,
  },
]

/** An agreement as screen 3 shows it: what a page is made of. */
export function KitAgreement() {
  const [shown, setShown] = useState<'deviant' | 'all'>('deviant')
  return (
    <div className={styles.stack}>
      <PageHead
        crumbs={[{ label: 'Agreements', to: '/agreements' }, { label: `Fjordline ${'W'.repeat(200)}` }]}
        icon={<Identicon address={client} size={48} />}
        title="Fjordline"
        tag={<StateTag state="Active" />}
        subtitle={
          <>
            L2 chain 42069 by <LinkText to="/vendors">Northwind Rollups</LinkText>, Standard single zone
          </>
        }
        actions={
          <>
            <Button size="l">Terminate…</Button>
            <Button kind="main">Top up</Button>
          </>
        }
      />
      <Panel
        tight
        footer={
          <div className={styles.line}>
            {(['met', 'degraded', 'failed', 'silent', 'excused'] as const).map((status) => (
              <StatusTag key={status} status={status} />
            ))}
          </div>
        }
      >
        <FigureRow
          items={[
            {
              label: 'Funded until',
              value: '23 Dec 2026',
              note: '32 days at full price. A month more costs 720.00 USDC.',
            },
            { label: 'Epochs at target', value: '26', unit: 'of 30', note: '2 degraded, 1 failed, 1 silent' },
            {
              label: 'Kept for you by the SLA',
              value: <Amount units={units(61.8)} token={usdc} size="figure" />,
              note: '49.80 not paid, 12.00 slashed',
            },
          ]}
        />
        <PanelSection>
          <EpochStrip
            cells={judged}
            fundedAhead={31}
            now={{ fill: 0.35 }}
            startLabel={({ epoch }) => (epoch === 0 ? '22 Oct' : '6 Nov')}
            nowLabel="21 Nov"
            endLabel="Money ends 23 Dec"
            describe={describe}
          />
        </PanelSection>
      </Panel>
      <Notice tone="info" title="Nothing to do.">
        Games are late today, so this epoch would pay 23.70 instead of 24.00. Its verdict is due 22 Nov
        between 00:00 and 06:00 UTC.
      </Notice>
      <div className={styles.columns}>
        <Panel title="Endpoints" aside={<Button size="s">Add to wallet</Button>}>
          <Facts
            items={[
              { label: 'RPC', value: <Endpoint url="https://rpc.fjordline.example" /> },
              { label: 'WebSocket', value: <Endpoint url="wss://rpc.fjordline.example" /> },
              { label: 'Vendor', value: <AddressText address={vendor} />, note: 'Northwind Rollups' },
              { label: 'Client', value: <AddressText address={client} you /> },
            ]}
          />
        </Panel>
        <Panel title="Money">
          <MoneyBar
            title="Your money"
            note="1,560.00 deposited + 12.00 slashed from the bond"
            token={usdc}
            segments={[
              { kind: 'earned', label: 'Earned by vendor', units: units(790.2) },
              { kind: 'atStake', label: 'At stake in this epoch', units: units(24) },
              { kind: 'yours', label: 'Yours if you end now', units: units(757.8) },
            ]}
          />
          <MoneyBar
            title="Vendor's bond"
            note="480.00 locked at accept"
            token={usdc}
            segments={[
              { kind: 'locked', label: 'Still locked', units: units(479.99) },
              { kind: 'slashed', label: 'Slashed to your deposit', units: units(0.01) },
            ]}
          />
        </Panel>
      </div>
      <Panel
        title="Epochs"
        beside={
          <Segmented
            label="Epochs to show"
            value={shown}
            onChange={setShown}
            options={[
              { value: 'deviant', label: 'Not at target', count: 5 },
              { value: 'all', label: 'All', count: 30 },
            ]}
          />
        }
        aside={<Button kind="link">Download CSV</Button>}
      >
        <DataTable
          caption="Epochs not at target"
          columns={columns}
          rows={rows}
          rowKey={({ epoch }) => epoch}
        />
      </Panel>
    </div>
  )
}

function Endpoint({ url }: { url: string }) {
  return (
    <>
      <OutLink href={url} /> <CopyButton text={url} label="Copy address of endpoint" />
    </>
  )
}
