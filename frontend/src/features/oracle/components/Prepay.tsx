import { useState } from 'react'
import { formatAmount } from '../../../shared/format/index.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import { TxButton } from '../../../shared/tx/TxButton.tsx'
import { Notice, NumberStepper } from '../../../shared/ui/index.ts'
import type { Fund } from '../hooks/useFund.ts'
import { prepayCalldata } from '../model.ts'
import styles from './OraclePanel.module.css'

const FIRST_CHOICE = 20
const MOST = 400

/** Prepays verdicts in LINK; anybody may. */
export function Prepay({
  agreement,
  fund: { token, price },
  warning,
}: {
  agreement: Agreement
  fund: Fund
  warning: string | undefined
}) {
  const { chain } = useMarket()
  const [verdicts, setVerdicts] = useState(FIRST_CHOICE)
  const { agreementId, terms } = agreement
  const amount = BigInt(verdicts) * price
  const what = `${verdicts} ${verdicts === 1 ? 'verdict' : 'verdicts'} for ${formatAmount(amount, token, 2)}`
  return (
    <>
      {warning && <Notice tone="warn" title={warning} />}
      <div className={styles.prepay}>
        <NumberStepper
          value={verdicts}
          onChange={setVerdicts}
          min={1}
          max={MOST}
          unit={verdicts === 1 ? 'verdict' : 'verdicts'}
          label="Verdicts to prepay"
        />
        <TxButton
          key={verdicts}
          id={`prepay:${chain.id}:${agreementId}`}
          chainId={chain.id}
          requires={{ token: { token, amount } }}
          kind="plain"
          say={{ token }}
          label={`Prepay ${what}`}
          done={`Prepaid ${what}`}
          call={() => ({ to: token.address, data: prepayCalldata(terms.oracle, agreementId, amount) })}
        />
      </div>
    </>
  )
}
