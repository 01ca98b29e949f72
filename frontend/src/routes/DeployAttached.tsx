import { useNavigate } from 'react-router'
import type { Address } from 'viem'
import { AttachedStep, BindStep, useAttached } from '../features/deploy/index.ts'
import { OraclePanel } from '../features/oracle/index.ts'
import { compareRoles, RolesStep, rolesMatch, useRoles } from '../features/roles/index.ts'
import { useChainNow } from '../shared/chain/head.ts'
import { useMarket } from '../shared/market/context.tsx'
import { StepList } from '../shared/ui/index.ts'
import { DeployFrame } from './DeployFrame.tsx'
import type { DeployPage } from './DeployNew.tsx'
import { lensOf } from './lensOf.ts'

/** A chain that stands on the L1 already: its check, its roles, its bind. */
export function DeployAttached(page: DeployPage & { systemConfig: Address }) {
  const { agreement, l1, intent, toml, systemConfig, configure, isVisitor } = page
  const { client, keySet, agreementId } = agreement
  const { chain } = useMarket()
  const now = useChainNow(chain.id)
  const navigate = useNavigate()
  const attached = useAttached(page)
  const lens = lensOf(agreement, chain.id)
  const roles = useRoles({ chain: l1, systemConfig, lens: lens.address })
  const wanted = { owner: client, keySet }
  const isSound = attached.data?.every(({ ok }) => ok) === true
  return (
    <DeployFrame
      agreement={agreement}
      title={`Attach ${intent.name} on ${l1.name}`}
      subtitle="It must be the client’s, with the key set’s roles and no others."
      isVisitor={isVisitor}
      aside={<OraclePanel agreement={agreement} now={now} />}
    >
      <StepList>
        {configure()}
        <AttachedStep attached={attached} systemConfig={systemConfig} l1Name={l1.name} />
        <RolesStep roles={roles} wanted={wanted} systemConfig={systemConfig} chain={l1} asked={lens.asked} />
        <BindStep
          agreement={agreement}
          chain={{ systemConfig, l2ChainId: intent.l2ChainId, toml }}
          isReady={isSound && !!roles.data && rolesMatch(compareRoles(roles.data, wanted))}
          onBound={() => navigate(`/agreements/${agreementId}`)}
        />
      </StepList>
    </DeployFrame>
  )
}
