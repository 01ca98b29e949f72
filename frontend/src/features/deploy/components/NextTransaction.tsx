import { formatAmount } from '../../../shared/format/index.ts'
import { isBusy } from '../../../shared/tx/phase.ts'
import { Button, CopyButton, StepAction } from '../../../shared/ui/index.ts'
import { ether, formatGas } from '../format.ts'
import type { Deployment } from '../hooks/useDeployment.ts'
import { useSignerNeed } from '../hooks/useSignerNeed.ts'
import { useTrial } from '../hooks/useTrial.ts'
import { type Item, leftOf } from '../model.ts'
import styles from './Deploy.module.css'
import { StepButton } from './StepButton.tsx'

/** The transaction that is asked for now: what it does, costs and would do; all that are left, or only this one. */
export function NextTransaction({
  deployment,
  item,
  blocked,
}: {
  deployment: Deployment
  item: Item
  blocked: string | undefined
}) {
  const { runner, run, ground, items = [] } = deployment
  const { step, status } = item
  const isAsking = status.kind === 'underWay' && isBusy(status.phase)
  const number = items.findIndex((one) => one.step.id === step.id) + 1
  const ahead = items.slice(0, number - 1).filter((one) => one.status.kind === 'underWay').length
  const trial = useTrial(deployment, step, ahead === 0 && !isAsking)
  const left = leftOf(items).length
  const fee = ground.data?.fees.nowWei
  const cost = fee === undefined ? '' : `, about ${formatAmount(step.expectedGas * fee, ether)}`
  const need = useSignerNeed(deployment)
  const canSign = need.kind === 'nothing' && blocked === undefined && !isAsking
  const isAll = left > 1 || run.wanted === 'all'
  return (
    <StepAction
      title={step.title}
      actions={
        <>
          <StepButton
            item={item}
            need={need}
            label={isAll ? `Sign all ${left}` : 'Sign the last one'}
            blocked={blocked}
            onStart={() => runner.start('all')}
          />
          <span className={styles.others}>
            {run.wanted === 'all' ? (
              <Button onClick={runner.pause}>Pause</Button>
            ) : (
              left > 1 && canSign && <Button onClick={() => runner.start('one')}>Sign only this one</Button>
            )}
            <CopyButton text={step.data} label="Copy calldata" shown />
          </span>
        </>
      }
    >
      Transaction {number} of {items.length}, about {formatGas(step.expectedGas)}
      {cost}. {trialInWords(ahead, trial.data)}
    </StepAction>
  )
}

function trialInWords(
  ahead: number,
  trial: { block: bigint; reason: string | undefined } | undefined,
): string {
  if (ahead > 0) return `It follows ${ahead} on their way.`
  if (!trial) return ''
  const block = trial.block.toLocaleString('en-US')
  return `Simulated at block ${block}: ${trial.reason === undefined ? 'succeeds.' : `reverts. ${trial.reason}`}`
}
