import { isLocalChain } from '@opraas/contracts'
import { ErrorNote, HashText, Step } from '../../../shared/ui/index.ts'
import { countOf } from '../format.ts'
import type { Deployment } from '../hooks/useDeployment.ts'

const TITLE = 'Freeze the L1 origin'

/** The L1 block that the chain begins after: it follows from SystemConfig, and is final on a public L1. */
export function OriginStep({ deployment }: { deployment: Deployment }) {
  const { origin, chain } = deployment
  if (origin.data?.kind === 'frozen') {
    const { number, hash } = origin.data.origin
    return (
      <Step
        state="done"
        title={TITLE}
        subtitle={
          <>
            Block {number.toLocaleString('en-US')}, <HashText hash={hash} />
          </>
        }
      />
    )
  }
  if (origin.data) {
    const blocks = countOf(Number(origin.data.blocks), 'block')
    return <Step state="running" title={TITLE} subtitle={`Waiting until it is final, ${blocks} to go`} />
  }
  if (origin.error)
    return (
      <Step state="failed" title={TITLE}>
        <ErrorNote
          what="The origin could not be read."
          error={origin.error}
          onRetry={() => origin.refetch()}
        />
      </Step>
    )
  const wait = isLocalChain(chain.id)
    ? 'No transaction'
    : 'No transaction; waits for a final block, about 13 min'
  return <Step state={origin.isFetching ? 'running' : 'empty'} title={TITLE} subtitle={wait} />
}
