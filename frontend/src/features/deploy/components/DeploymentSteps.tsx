import { bedrockVersion, sharedContracts } from '@opraas/deployer/core'
import { Step } from '../../../shared/ui/index.ts'
import { countOf } from '../format.ts'
import type { Deployment } from '../hooks/useDeployment.ts'
import { costOf, obstacleOf } from '../model.ts'
import { CheckStep } from './CheckStep.tsx'
import { FindingsStep } from './FindingsStep.tsx'
import { GenesisStep } from './GenesisStep.tsx'
import { NextTransaction } from './NextTransaction.tsx'
import { OriginStep } from './OriginStep.tsx'
import { TransactionStep } from './TransactionStep.tsx'

/** From the check to the last look: all steps that bring the chain's contracts to the L1. */
export function DeploymentSteps({ deployment }: { deployment: Deployment }) {
  const { items = [], focus, plan } = deployment
  const blocked = blockedBy(deployment)
  const groupOf = (first: number, last: number) => {
    const group = items.slice(first, last)
    const isTurn = focus !== undefined && group.some(({ step }) => step.id === focus.step.id)
    const next = isTurn && <NextTransaction deployment={deployment} item={focus} blocked={blocked} />
    return { items: group, next, explorer: deployment.chain.explorer }
  }
  const [shared, all] = [sharedContracts['dispute-games'].length, plan.chainSteps.length]
  return (
    <>
      <CheckStep deployment={deployment} />
      <TransactionStep
        title="Shared implementations"
        about="Created once per L1, for everybody; they have no owner"
        skipped={`${shared} contracts, their code is that of release ${bedrockVersion}`}
        {...groupOf(0, shared)}
      />
      <TransactionStep
        title="Chain contracts"
        about={`${countOf(all - shared, 'transaction')}; you own every contract they create`}
        {...groupOf(shared, all)}
      />
      <OriginStep deployment={deployment} />
      <GenesisStep deployment={deployment} />
      <TransactionStep
        title="Anchor"
        about="1 transaction: the genesis becomes where the dispute games begin"
        {...groupOf(all, all + 1)}
      />
      <FindingsStep deployment={deployment} />
    </>
  )
}

/** What comes once the settings are chosen. */
export function StepsAhead() {
  return (
    <>
      <Step
        state="empty"
        title="Contracts"
        subtitle="A new chain: your wallet signs one transaction after the other. A deployed one: it is checked."
      />
      <Step state="empty" title="Roles" subtitle="Each is compared with the key set." />
      <Step
        state="empty"
        title="Bind"
        subtitle="The market learns which chain it is, and the vendor starts it."
      />
    </>
  )
}

/** Why nothing can be signed, in words. */
function blockedBy({ ground, run, items = [] }: Deployment): string | undefined {
  if (run.lock === 'elsewhere') return 'Another tab has this deployment.'
  if (!ground.data) return 'The L1 is still being looked at.'
  const obstacle = obstacleOf(items, ground.data, costOf(items, ground.data.fees))
  switch (obstacle) {
    case 'deployer':
      return 'The deterministic deployer is missing on this L1.'
    case 'foreign':
      return 'Other code stands at an address of this chain.'
    case 'balance':
      return 'The account holds less than what is left to pay.'
    case undefined:
      return undefined
    default:
      throw new TypeError(`unknown obstacle ${obstacle satisfies never}`)
  }
}
