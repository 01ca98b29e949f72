import { type AgreementState, agreementState, marketplaceAbi } from '@opraas/contracts'
import { useState } from 'react'
import { encodeFunctionData } from 'viem'
import { formatAmount } from '../../../shared/format/index.ts'
import { type Agreement, readView } from '../../../shared/market/agreement.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import { TxButton } from '../../../shared/tx/TxButton.tsx'
import { Field, Step, TextInput } from '../../../shared/ui/index.ts'
import { type Preview, previewEnd, type Said, saidOf } from '../model.ts'
import styles from './Leaving.module.css'

/** Step 2: ends the agreement, once its name is typed. `keepSaid` keeps what the client was told. */
export function TerminateStep({
  agreement,
  name,
  now,
  isOpen,
  keepSaid,
}: {
  agreement: Agreement
  name: string
  now: number
  isOpen: boolean
  keepSaid: (said: Said) => void
}) {
  const market = useMarket()
  const { chain, marketplace } = market
  const [typed, setTyped] = useState('')
  const { agreementId, client, token, state } = agreement
  const preview = previewEnd(agreement, now)
  const verb = preview.isCancel ? 'Cancel' : 'End'
  if (isOver(state))
    return (
      <Step
        state="done"
        title={state === 'Cancelled' ? 'Cancel the agreement' : 'End the agreement'}
        subtitle="It is over: no more service is owed or paid."
      />
    )
  return (
    <Step
      state={isOpen ? 'next' : 'empty'}
      title={`${verb} the agreement`}
      subtitle={`${verb} ${name}: ${sentenceOf(agreement, preview)}`}
    >
      {isOpen && (
        <div className={styles.form}>
          <Field
            label={`Type ${name} to go on`}
            hint="It ends at once, for good. Nobody can block or undo it."
          >
            <TextInput value={typed} onChange={setTyped} />
          </Field>
          <TxButton
            id={`terminate:${chain.id}:${agreementId}`}
            chainId={chain.id}
            requires={{ role: { account: client, reason: 'Only the client can end it' } }}
            kind="danger"
            say={{ token }}
            label={`${verb} ${name}`}
            done={preview.isCancel ? 'Cancelled' : 'Ended'}
            blocked={typed.trim() === name ? undefined : `Type ${name} above first.`}
            call={() => ({
              to: marketplace,
              data: encodeFunctionData({
                abi: marketplaceAbi,
                functionName: 'terminate',
                args: [agreementId],
              }),
            })}
            onStart={() => keepSaid(saidOf(agreement, now))}
            isDone={async () => isOver(agreementState((await readView(market, agreementId)).state))}
          />
        </div>
      )}
    </Step>
  )
}

function isOver(state: AgreementState): boolean {
  return state === 'Ended' || state === 'Closed' || state === 'Cancelled'
}

/** "757.80 USDC comes back, this epoch's share is split by measurement." */
function sentenceOf(
  { token, state }: Agreement,
  { atOnce, heldEpochs, setupFee, fromBond }: Preview,
): string {
  const back = `${formatAmount(atOnce, token)} comes back`
  if (fromBond > 0n) return `${back}, ${formatAmount(fromBond, token)} of it out of the vendor’s bond.`
  const fee = setupFee === 0n ? '' : `, the setup fee of ${formatAmount(setupFee, token)} is the vendor’s`
  if (heldEpochs === 0) return `${back}${fee}.`
  if (state === 'Suspended' || heldEpochs > 1)
    return `${back}${fee}, the share of ${heldEpochs === 1 ? 'one epoch' : `${heldEpochs} epochs`} not booked yet is split by measurement.`
  return `${back}${fee}, this epoch’s share is split by measurement.`
}
