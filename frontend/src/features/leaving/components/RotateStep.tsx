import { clientOf } from '../../../shared/chain/client.ts'
import { useChain, useChainName } from '../../../shared/config/context.tsx'
import { evaluateChecks } from '../../../shared/l1/evaluate.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { TxButton } from '../../../shared/tx/TxButton.tsx'
import {
  Button,
  ErrorNote,
  Notice,
  Skeleton,
  Step,
  type StepState,
  SubStep,
} from '../../../shared/ui/index.ts'
import { type Revoking, useRevocation } from '../hooks/useRevocation.ts'
import styles from './Leaving.module.css'

/** Step 1: takes the vendor's keys away on L1. Can be skipped; what that means is said. */
export function RotateStep({
  agreement,
  isSkipped,
  onSkip,
}: {
  agreement: Agreement
  isSkipped: boolean
  onSkip: (skipped: boolean) => void
}) {
  const l1 = Number(agreement.terms.l1ChainId)
  const l1Name = useChainName(l1)
  const isServed = useChain(l1) !== undefined
  const { data, isPending, error, refetch } = useRevocation(agreement)
  const done = data?.filter(({ isDone }) => isDone).length ?? 0
  const isDone = data !== undefined && done === data.length
  const state: StepState = isDone ? 'done' : isSkipped || !agreement.chain ? 'skipped' : 'next'
  const skip = (
    <Button kind="link" onClick={() => onSkip(!isSkipped)}>
      {isSkipped ? 'Rotate after all' : 'Skip this step'}
    </Button>
  )
  return (
    <Step
      state={state}
      title="Rotate the keys on L1"
      subtitle={subtitleOf({ state, hasChain: agreement.chain !== undefined, l1Name })}
      {...(data && !isDone && { word: `${done} of ${data.length}` })}
    >
      {agreement.chain === undefined || isDone ? undefined : isSkipped ? (
        <p className={styles.line}>{skip}</p>
      ) : !isServed ? (
        <Notice tone="warn" title={`This dApp has no RPC of ${l1Name}.`} action={skip}>
          Run <code>opraas rotate-keys --revoke</code> in the chain’s project folder instead.
        </Notice>
      ) : isPending ? (
        <Skeleton lines={3} />
      ) : data === undefined ? (
        <ErrorNote
          what={`The chain’s contracts on ${l1Name} could not be read.`}
          error={error}
          onRetry={() => void refetch()}
          alternative={skip}
        />
      ) : (
        <>
          <Transactions revoking={data} l1ChainId={l1} agreement={agreement} />
          <p className={styles.line}>
            {skip}: the vendor’s keys then keep their roles on {l1Name}, and it could go on posting for your
            chain, until you take them away.
          </p>
        </>
      )}
    </Step>
  )
}

function subtitleOf({
  state,
  hasChain,
  l1Name,
}: {
  state: StepState
  hasChain: boolean
  l1Name: string
}): string {
  if (!hasChain) return 'No chain is bound: the vendor’s keys hold no role.'
  if (state === 'done') return `The vendor’s keys hold no role on ${l1Name} any more.`
  if (state === 'skipped') return `The vendor’s keys keep what roles they have on ${l1Name}.`
  return `Three transactions on ${l1Name}, signed by the chain’s owner. Recommended before the end.`
}

/** The transactions, one after the other; only the next one is open. */
function Transactions({
  revoking,
  l1ChainId,
  agreement: { agreementId, state },
}: {
  revoking: readonly Revoking[]
  l1ChainId: number
  agreement: Agreement
}) {
  const chain = useChain(l1ChainId)
  const next = revoking.find(({ isDone }) => !isDone)
  return (
    <div>
      {revoking.map(({ step, isDone, owner }) => {
        const isNext = step.id === next?.step.id
        return (
          <SubStep
            key={step.id}
            state={isDone ? 'done' : isNext ? 'next' : 'empty'}
            title={step.title}
            aside={isNext ? undefined : `About ${Number(step.expectedGas).toLocaleString('en-US')} gas`}
            note={
              isNext && chain ? (
                <div className={styles.act}>
                  <TxButton
                    id={`${step.id}:${l1ChainId}:${agreementId}`}
                    chainId={l1ChainId}
                    requires={{ role: { account: owner, reason: 'Only the chain’s owner can' } }}
                    kind={state === 'Active' || state === 'Suspended' ? 'main' : 'plain'}
                    label={step.title}
                    done={`Done: ${step.title.toLowerCase()}`}
                    note={`About ${Number(step.expectedGas).toLocaleString('en-US')} gas.`}
                    call={() => ({ to: step.to, data: step.data, gas: step.gasLimit })}
                    isDone={async () => {
                      const [result] = await evaluateChecks(clientOf(chain), [step.done])
                      return result === 'done'
                    }}
                  />
                </div>
              ) : undefined
            }
          />
        )
      })}
    </div>
  )
}
