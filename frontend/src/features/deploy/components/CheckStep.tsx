import { formatAmount, shortAddress } from '../../../shared/format/index.ts'
import { ErrorNote, LinkText, Skeleton, Step, SubStep } from '../../../shared/ui/index.ts'
import { ether } from '../format.ts'
import type { Deployment } from '../hooks/useDeployment.ts'
import { costOf, obstacleOf } from '../model.ts'

const TITLE = 'Check'
const SUBTITLE = 'Your settings, this L1 and who pays'

/** What must hold before the first transaction. */
export function CheckStep({ deployment }: { deployment: Deployment }) {
  const { ground, observation, items, plan, chain } = deployment
  const error = ground.error ?? observation.error
  if (!ground.data || !items) {
    return (
      <Step state={error ? 'failed' : 'running'} title={TITLE} subtitle={SUBTITLE}>
        {error ? (
          <ErrorNote
            what={`${chain.name} does not answer.`}
            error={error}
            onRetry={() => Promise.all([ground.refetch(), observation.refetch()])}
            alternative={<LinkText to="/settings">use another RPC</LinkText>}
          />
        ) : (
          <Skeleton lines={3} />
        )}
      </Step>
    )
  }
  const { chainId, balanceWei, fees } = ground.data
  const cost = costOf(items, fees)
  const obstacle = obstacleOf(items, ground.data, cost)
  const mark = (is: boolean) => (is ? 'failed' : 'done')
  const holds = `${shortAddress(plan.layout.deployer)} holds ${formatAmount(balanceWei, ether)}`
  return (
    <Step state={obstacle === undefined ? 'done' : 'failed'} title={TITLE} subtitle={SUBTITLE}>
      <SubStep
        state="done"
        title={`The settings are valid and those of the agreement, chain ${plan.intent.l2ChainId}`}
      />
      <SubStep state="done" title={`${chain.name} answers, chain ${chainId}`} />
      <SubStep
        state={mark(obstacle === 'deployer')}
        title={
          obstacle === 'deployer'
            ? 'The deterministic deployer 0x4e59…956C is missing on this L1. It has to be put there first.'
            : 'The deterministic deployer is on this L1'
        }
      />
      {obstacle === 'foreign' && (
        <SubStep
          state="failed"
          title="Other code stands at an address of this chain: see below. Choose another chain id."
        />
      )}
      <SubStep
        state={mark(obstacle === 'balance')}
        title={
          cost.leftCount === 0
            ? `${holds}, nothing is left to pay`
            : `${holds}, about ${formatAmount(cost.leftWei, ether)} is needed`
        }
      />
    </Step>
  )
}
