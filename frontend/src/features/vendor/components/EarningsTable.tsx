import { nameOf } from '../../../shared/l1/boundName.ts'
import { Amount, type Column, DataTable, LinkText, Moment, StatusTag } from '../../../shared/ui/index.ts'
import { type BookedEpoch, type Earnings, statusOf } from '../model/earnings.ts'

/** The bars of the chart as rows, the newest first. */
export function EarningsTable({ earnings: { token, epochs } }: { earnings: Earnings }) {
  const spanSeconds = (epochs.at(-1)?.epoch.end ?? 0) - (epochs[0]?.epoch.start ?? 0)
  const amount = (key: 'earned' | 'missed' | 'slashed', title: string): Column<BookedEpoch> => ({
    key,
    title,
    align: 'end',
    hideOnPhone: key !== 'earned',
    render: (row) => <Amount units={row[key]} token={token} symbol={false} />,
  })
  const columns: Column<BookedEpoch>[] = [
    {
      key: 'epoch',
      title: 'Epoch',
      render: ({ agreement, epoch }) => (
        <LinkText to={`/agreements/${agreement.agreementId}`}>
          {nameOf(agreement)}, {epoch.epoch}
        </LinkText>
      ),
    },
    {
      key: 'end',
      title: 'Ended',
      hideOnPhone: true,
      render: ({ epoch }) => <Moment at={epoch.end} spanSeconds={spanSeconds} />,
    },
    {
      key: 'outcome',
      title: 'Judged',
      render: ({ epoch }) => <StatusTag status={statusOf(epoch)} />,
    },
    amount('earned', 'Earned'),
    amount('missed', 'Not earned'),
    amount('slashed', 'Slashed'),
  ]
  return (
    <DataTable
      caption="Booked epochs"
      columns={columns}
      rows={epochs.toReversed()}
      rowKey={({ agreement, epoch }) => `${agreement.agreementId} ${epoch.epoch}`}
    />
  )
}
