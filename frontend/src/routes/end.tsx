import type { AgreementState } from '@opraas/contracts'
import { useParams } from 'react-router'
import { partyOf } from '../features/agreements/index.ts'
import { Leaving } from '../features/leaving/index.ts'
import { OraclePanel } from '../features/oracle/index.ts'
import { ClaimButton, CloseButton, MoneyPanel } from '../features/payments/index.ts'
import { useChainNow } from '../shared/chain/head.ts'
import { nameOf } from '../shared/l1/boundName.ts'
import type { Agreement } from '../shared/market/agreement.ts'
import { useMarket } from '../shared/market/context.tsx'
import { PageHead, StateTag } from '../shared/ui/index.ts'
import { useAddress } from '../shared/wallet/useWallet.ts'
import { AgreementGate } from './AgreementGate.tsx'
import styles from './agreement.module.css'

/** The way out of an agreement: what goes to whom, and the steps. */
export default function EndPage() {
  const { agreementId } = useParams()
  return (
    <AgreementGate agreementId={agreementId}>
      {(agreement) => <EndView agreement={agreement} />}
    </AgreementGate>
  )
}

function EndView({ agreement }: { agreement: Agreement }) {
  const { chain } = useMarket()
  const now = useChainNow(chain.id)
  const me = useAddress()
  const { agreementId, state } = agreement
  const name = nameOf(agreement)
  const isOver = state === 'Closed' || state === 'Cancelled'
  const { title, subtitle } = headOf(agreement.state, name)
  return (
    <div className={styles.page}>
      <PageHead
        crumbs={[
          { label: 'Agreements', to: '/agreements' },
          { label: name, to: `/agreements/${agreementId}` },
          { label: 'End' },
        ]}
        title={title}
        tag={<StateTag state={state} />}
        subtitle={subtitle}
      />
      <Leaving
        agreement={agreement}
        now={now}
        claimButton={<ClaimButton agreement={agreement} party="client" />}
        closeButton={<CloseButton agreement={agreement} />}
      />
      {(isOver || state === 'Ended') && (
        <div className={styles.pair}>
          <MoneyPanel agreement={agreement} now={now} isClient={partyOf(agreement, me) === 'client'} />
          <OraclePanel agreement={agreement} now={now} />
        </div>
      )}
    </div>
  )
}

function headOf(state: AgreementState, name: string): { title: string; subtitle: string } {
  switch (state) {
    case 'Reserved':
    case 'Requested':
      return { title: `Cancel ${name}`, subtitle: 'Leave before the start, and claim what is left.' }
    case 'Active':
    case 'Suspended':
      return {
        title: `End ${name}`,
        subtitle:
          'Take the vendor’s keys away, end the agreement, claim what is left. The chain’s contracts on L1 stay the client’s.',
      }
    case 'Ended':
    case 'Closed':
    case 'Cancelled':
    case 'None':
      return {
        title: `Refund of ${name}`,
        subtitle: 'It is over. What is left of the deposit is claimed here.',
      }
    default:
      throw new TypeError(`unknown state ${state satisfies never}`)
  }
}
