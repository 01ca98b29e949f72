import { type ReactNode, useMemo } from 'react'
import { useNavigate } from 'react-router'
import {
  BindStep,
  buildPlan,
  type ChosenChain,
  CloseNote,
  CostPanel,
  DeploymentNotes,
  DeploymentSteps,
  isBegun,
  isSound,
  KnownPanel,
  signaturesLeft,
  useDeployment,
} from '../features/deploy/index.ts'
import { OraclePanel } from '../features/oracle/index.ts'
import { compareRoles, RolesStep, rolesMatch, useRoles } from '../features/roles/index.ts'
import { useChainNow } from '../shared/chain/head.ts'
import type { Agreement } from '../shared/market/agreement.ts'
import { useMarket } from '../shared/market/context.tsx'
import { StepList } from '../shared/ui/index.ts'
import { DeployFrame } from './DeployFrame.tsx'
import { lensOf } from './lensOf.ts'

export type DeployPage = ChosenChain & {
  agreement: Agreement
  configure: (locked?: string) => ReactNode
  isVisitor: boolean
}

/** A new chain: its contracts, its genesis, its roles, its bind. */
export function DeployNew(page: DeployPage) {
  const { agreement, l1, intent, toml, artifacts, configure, isVisitor } = page
  const { client, keySet, agreementId } = agreement
  const { chain } = useMarket()
  const now = useChainNow(chain.id)
  const navigate = useNavigate()
  const plan = useMemo(() => buildPlan(intent, artifacts.contracts, client), [intent, artifacts, client])
  const deployment = useDeployment({ plan, chain: l1, artifacts })
  const { address } = plan.layout.proxies.SystemConfig
  const systemConfig = deployment.isComplete ? address : undefined
  const lens = lensOf(agreement, chain.id)
  const roles = useRoles({ chain: l1, systemConfig, lens: lens.address })
  const wanted = { owner: client, keySet }
  const isReady = isSound(deployment) && !!roles.data && rolesMatch(compareRoles(roles.data, wanted))
  const locked = deployment.items && isBegun(deployment.items)
  return (
    <DeployFrame
      agreement={agreement}
      title={`Deploy ${intent.name} on ${l1.name}`}
      subtitle={`${signaturesLeft(deployment)} You own everything at the end; no vendor key can move it.`}
      isVisitor={isVisitor}
      notes={!isVisitor && <DeploymentNotes deployment={deployment} />}
      aside={
        <>
          <CostPanel deployment={deployment} />
          <KnownPanel deployment={deployment} />
          <OraclePanel agreement={agreement} now={now} />
          <CloseNote />
        </>
      }
    >
      <StepList>
        {configure(locked ? 'Fixed: the first contracts are on the L1.' : undefined)}
        <DeploymentSteps deployment={deployment} />
        <RolesStep roles={roles} wanted={wanted} systemConfig={systemConfig} chain={l1} asked={lens.asked} />
        <BindStep
          agreement={agreement}
          chain={{ systemConfig: address, l2ChainId: intent.l2ChainId, toml }}
          isReady={isReady}
          onBound={() => navigate(`/agreements/${agreementId}`)}
        />
      </StepList>
    </DeployFrame>
  )
}
