import { isAddressEqual } from 'viem'
import { formatAmount, formatShare } from '../../../shared/format/index.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import { fundedAhead, openEpochs } from '../../../shared/market/runway.ts'
import { AddressText, Amount, ErrorNote, Facts, Panel, Skeleton } from '../../../shared/ui/index.ts'
import { type Fund, useFund } from '../hooks/useFund.ts'
import { reachOf } from '../model.ts'
import styles from './OraclePanel.module.css'
import { Prepay } from './Prepay.tsx'
import { TakeBack } from './TakeBack.tsx'

/** Who judges an agreement, and whether its verdicts are paid for. Serves any state, from the accept on. */
export function OraclePanel({ agreement, now }: { agreement: Agreement; now: number }) {
  const { oracles } = useMarket()
  const fund = useFund(agreement)
  const { oracle } = agreement.terms
  const known = oracles.find(({ adapter }) => isAddressEqual(adapter, oracle))
  return (
    <Panel title="Oracle" aside={<AddressText address={oracle} name={known?.name} />}>
      <div className={styles.content}>
        {!known && (
          <p className={styles.quiet}>
            This dApp’s host does not list this oracle. Who runs it decides about an epoch’s pay, once each.
          </p>
        )}
        {fund.isPending ? (
          <Skeleton lines={2} />
        ) : fund.data === undefined ? (
          <ErrorNote
            what="The oracle’s contract could not be read."
            error={fund.error}
            onRetry={() => void fund.refetch()}
          />
        ) : fund.data === null ? (
          <p className={styles.quiet}>This oracle needs no prepayment that we know of.</p>
        ) : (
          <FundState agreement={agreement} fund={fund.data} now={now} />
        )}
      </div>
    </Panel>
  )
}

function FundState({ agreement, fund, now }: { agreement: Agreement; fund: Fund; now: number }) {
  const { state } = agreement
  const { token, balance, price } = fund
  const isOver = state === 'Closed' || state === 'Cancelled'
  const unjudged = openEpochs(agreement, now).filter(({ verdict }) => verdict === undefined).length
  const reach = reachOf(fund, unjudged + fundedAhead(agreement, now))
  return (
    <>
      <Facts
        columns={2}
        items={[
          {
            label: 'Verdicts prepaid',
            value: reach.prepaid,
            note: isOver
              ? 'None are asked for any more.'
              : `${reach.wanted} wanted for the epochs to be judged.`,
          },
          {
            label: 'Left',
            value: <Amount units={balance} token={token} places={2} />,
            note: `A verdict costs ${formatAmount(price, token, 2)}.`,
          },
        ]}
      />
      {isOver
        ? fund.canRefund && <TakeBack agreement={agreement} fund={fund} />
        : state !== 'Ended' && (
            <Prepay agreement={agreement} fund={fund} warning={warningOf(agreement, reach)} />
          )}
    </>
  )
}

function warningOf(
  { terms }: Agreement,
  { prepaid, isEnough }: { prepaid: number; isEnough: boolean },
): string | undefined {
  if (isEnough) return undefined
  const silent = `pay ${formatShare(terms.sla.silentPayout)} of the price, and nothing is slashed.`
  if (prepaid === 0) return `No verdict is prepaid. Epochs without one are silent: they ${silent}`
  return `After ${prepaid} more verdicts epochs are silent: they ${silent}`
}
