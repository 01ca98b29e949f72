import { useState } from 'react'
import { useParams } from 'react-router'
import {
  AgreementFigures,
  AgreementHead,
  EndpointsPanel,
  EpochsPanel,
  NextActionNotice,
  nextAction,
  partyOf,
} from '../features/agreements/index.ts'
import { HealthPanel, liveRemark, useProbe } from '../features/health/index.ts'
import { OraclePanel } from '../features/oracle/index.ts'
import {
  ClaimButton,
  CloseButton,
  canTopUp,
  MoneyPanel,
  SettleButton,
  TopUp,
} from '../features/payments/index.ts'
import { useChainNow } from '../shared/chain/head.ts'
import type { Agreement } from '../shared/market/agreement.ts'
import { useMarket } from '../shared/market/context.tsx'
import { Dialog, LinkText } from '../shared/ui/index.ts'
import { useAddress } from '../shared/wallet/useWallet.ts'
import { AgreementGate } from './AgreementGate.tsx'
import styles from './agreement.module.css'

/** One agreement: is it served, funded until when, what is next. */
export default function AgreementPage() {
  const { agreementId } = useParams()
  return (
    <AgreementGate agreementId={agreementId}>
      {(agreement) => <AgreementView agreement={agreement} />}
    </AgreementGate>
  )
}

function AgreementView({ agreement }: { agreement: Agreement }) {
  const { chain } = useMarket()
  const now = useChainNow(chain.id)
  const me = useAddress()
  const probe = useProbe(agreement)
  const [isToppingUp, setToppingUp] = useState(false)
  const party = partyOf(agreement, me)
  const next = nextAction(agreement, now, me)
  const { agreementId, state, terms, token } = agreement
  const isRunning = state === 'Active' || state === 'Suspended'
  const answer = probe.query.data
  const report = answer?.kind === 'report' && !probe.query.isError ? answer.report : undefined
  return (
    <div className={styles.page}>
      <AgreementHead
        agreement={agreement}
        me={me}
        next={next}
        onTopUp={canTopUp(agreement) ? () => setToppingUp(true) : undefined}
      />
      <AgreementFigures agreement={agreement} now={now} isClient={party === 'client'} />
      <NextActionNotice
        next={next}
        remark={state === 'Active' ? liveRemark(terms, report, token) : undefined}
        buttons={{
          deploy: <LinkText to={`/deploy/${agreementId}`}>Deploy or attach</LinkText>,
          settle: <SettleButton agreement={agreement} now={now} />,
          close: <CloseButton agreement={agreement} />,
          claim: <ClaimButton agreement={agreement} party={party === 'vendor' ? 'vendor' : 'client'} />,
        }}
      />
      {(isRunning || state === 'Ended') && <EndpointsPanel agreement={agreement} />}
      <div className={styles.pair}>
        {isRunning && <HealthPanel agreement={agreement} probe={probe} now={now} />}
        <MoneyPanel agreement={agreement} now={now} isClient={party === 'client'} />
        {!isRunning && <OraclePanel agreement={agreement} now={now} />}
      </div>
      {agreement.anchors.length > 0 && <EpochsPanel agreement={agreement} />}
      {isRunning && <OraclePanel agreement={agreement} now={now} />}
      <Dialog open={isToppingUp} onClose={() => setToppingUp(false)} title="Top up">
        <TopUp agreement={agreement} now={now} />
      </Dialog>
    </div>
  )
}
