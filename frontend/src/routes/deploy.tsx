import { useState } from 'react'
import { Navigate, useParams } from 'react-router'
import { isAddressEqual } from 'viem'
import {
  CliButton,
  ConfigureStep,
  defaultText,
  useIntent,
  useSavedChain,
} from '../features/configure/index.ts'
import { StepsAhead } from '../features/deploy/index.ts'
import { useChain } from '../shared/config/context.tsx'
import { useBedrock } from '../shared/l1/bedrock.ts'
import type { Agreement } from '../shared/market/agreement.ts'
import { useMarket } from '../shared/market/context.tsx'
import { Button, Empty, ErrorNote, Skeleton, StepList } from '../shared/ui/index.ts'
import { useAddress } from '../shared/wallet/useWallet.ts'
import { AgreementGate } from './AgreementGate.tsx'
import { DeployAttached } from './DeployAttached.tsx'
import { DeployFrame } from './DeployFrame.tsx'
import { DeployNew } from './DeployNew.tsx'

/** `#/deploy/:agreementId`: from a reserved agreement to a bound chain. */
export default function DeployRoute() {
  const { agreementId } = useParams()
  return (
    <AgreementGate agreementId={agreementId}>
      {(agreement) => <DeployOrBound key={agreement.agreementId} agreement={agreement} />}
    </AgreementGate>
  )
}

/** Once the chain is bound this page leads to the agreement, whatever hears of it first: market or transaction. */
function DeployOrBound({ agreement }: { agreement: Agreement }) {
  const isReserved = agreement.state === 'Reserved'
  const [hasBegun] = useState(isReserved)
  if (isReserved) return <Deploy agreement={agreement} />
  if (hasBegun) return <Navigate to={`/agreements/${agreement.agreementId}`} replace />
  return <Bound agreement={agreement} />
}

function Deploy({ agreement }: { agreement: Agreement }) {
  const { agreementId, client, terms } = agreement
  const { chain, marketplace } = useMarket()
  const market = { marketChainId: chain.id, marketplace }
  const me = useAddress()
  const isVisitor = me !== undefined && !isAddressEqual(me, client)
  const { saved = isVisitor ? { toml: defaultText(agreement, market) } : undefined, save } =
    useSavedChain(agreementId)
  const intent = useIntent(saved?.toml, agreement)
  const bedrock = useBedrock()
  const l1 = useChain(Number(terms.l1ChainId))
  if (!l1)
    return (
      <DeployFrame agreement={agreement} title="Deploy the chain">
        <Empty
          title={`This dApp has no RPC of chain ${terms.l1ChainId}`}
          action={<CliButton agreed={agreement} name="my-chain" />}
        >
          The agreement’s L1 is not in its config.json. The CLI deploys on any L1.
        </Empty>
      </DeployFrame>
    )

  const configure = (locked?: string) => (
    <ConfigureStep
      agreed={agreement}
      market={market}
      l1Name={l1.name}
      saved={intent && saved}
      locked={isVisitor ? 'Only the client can change them.' : locked}
      you={me}
      onSave={save}
    />
  )
  const page = { agreement, l1, configure, isVisitor }
  if (!saved || !intent)
    return (
      <DeployFrame agreement={agreement} title={`Deploy a chain on ${l1.name}`}>
        <StepList>
          {configure()}
          <StepsAhead />
        </StepList>
      </DeployFrame>
    )
  if (!bedrock.data)
    return (
      <DeployFrame agreement={agreement} title={`Deploy ${intent.name} on ${l1.name}`}>
        {bedrock.error ? (
          <ErrorNote
            what="The contracts’ bytecode did not load."
            error={bedrock.error}
            onRetry={bedrock.refetch}
          />
        ) : (
          <Skeleton lines={12} />
        )}
      </DeployFrame>
    )
  const chosen = { ...page, intent, toml: saved.toml, artifacts: bedrock.data }
  return saved.systemConfig === undefined ? (
    <DeployNew {...chosen} />
  ) : (
    <DeployAttached {...chosen} systemConfig={saved.systemConfig} />
  )
}

function Bound({ agreement }: { agreement: Agreement }) {
  const { agreementId, chain, state } = agreement
  return (
    <Empty
      title={chain ? `Chain ${chain.l2ChainId} is bound` : 'There is nothing to deploy'}
      action={<Button to={`/agreements/${agreementId}`}>See the agreement</Button>}
    >
      {chain
        ? 'Its contracts are on the L1, and the market knows them.'
        : `The agreement is ${state.toLowerCase()}.`}
    </Empty>
  )
}
