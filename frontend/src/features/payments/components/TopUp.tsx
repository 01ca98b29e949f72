import { marketplaceAbi } from '@opraas/contracts'
import { useState } from 'react'
import { encodeFunctionData } from 'viem'
import { formatAmount, formatDuration, formatMoment } from '../../../shared/format/index.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import { TxButton } from '../../../shared/tx/TxButton.tsx'
import { Amount, Facts, Field, NumberStepper } from '../../../shared/ui/index.ts'
import { maxTopUp, planTopUp } from '../model.ts'
import styles from './TopUp.module.css'

const FIRST_CHOICE = 3

/** Adds whole epochs to an agreement's deposit; anybody may. */
export function TopUp({ agreement, now }: { agreement: Agreement; now: number }) {
  const { chain, marketplace } = useMarket()
  const [wanted, setWanted] = useState(FIRST_CHOICE)
  const [isDone, setDone] = useState(false)
  const { agreementId, token, terms } = agreement
  const max = maxTopUp(agreement)
  const epochs = Math.min(wanted, Math.max(1, max))
  const { amount } = planTopUp(agreement, epochs)
  const { fundedUntil } = planTopUp(agreement, isDone ? 0 : epochs)
  const told = formatAmount(amount, token)
  return (
    <div className={styles.form}>
      <Field
        label="Epochs to add"
        hint={`${formatAmount(terms.pricePerEpoch, token)} per epoch of ${formatDuration(terms.epochLength)}`}
      >
        <NumberStepper
          value={epochs}
          onChange={(next) => {
            setWanted(next)
            setDone(false)
          }}
          min={1}
          max={Math.max(1, max)}
          unit={epochs === 1 ? 'epoch' : 'epochs'}
          label="Epochs to add"
        />
      </Field>
      <Facts
        items={[
          { label: 'Goes to the deposit', value: <Amount units={amount} token={token} /> },
          {
            label: isDone ? 'Funded until' : 'Funded until, afterwards',
            value: afterwards(agreement, fundedUntil, now),
          },
        ]}
      />
      <TxButton
        key={epochs}
        id={`topUp:${chain.id}:${agreementId}`}
        chainId={chain.id}
        requires={{ token: { token, amount, spender: marketplace } }}
        say={{ token }}
        label={`Top up ${told}`}
        done={`Topped up ${told}`}
        onConfirmed={() => setDone(true)}
        blocked={max === 0 ? 'The deposit pays for 400 epochs ahead already, the most it may.' : undefined}
        call={() => ({
          to: marketplace,
          data: encodeFunctionData({
            abi: marketplaceAbi,
            functionName: 'topUp',
            args: [agreementId, amount],
          }),
        })}
      />
    </div>
  )
}

function afterwards({ state }: Agreement, fundedUntil: number | undefined, now: number): string {
  if (fundedUntil !== undefined) return formatMoment(fundedUntil, { spanSeconds: fundedUntil - now })
  return state === 'Suspended' ? '— until the vendor resumes' : '— until the vendor starts'
}
