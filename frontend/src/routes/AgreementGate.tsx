import type { ReactNode } from 'react'
import { type Hex, isHash } from 'viem'
import type { Agreement } from '../shared/market/agreement.ts'
import { useAgreement } from '../shared/market/queries.ts'
import { Button, Empty, ErrorNote, Skeleton } from '../shared/ui/index.ts'

/** Reads the agreement that an address names: waits, says that there is none, or hands it on. */
export function AgreementGate({
  agreementId,
  children,
}: {
  agreementId: string | undefined
  children: (agreement: Agreement) => ReactNode
}) {
  if (agreementId === undefined || !isHash(agreementId)) return <None>The address names no agreement.</None>
  return (
    <Reading key={agreementId} agreementId={agreementId}>
      {children}
    </Reading>
  )
}

function Reading({
  agreementId,
  children,
}: {
  agreementId: Hex
  children: (agreement: Agreement) => ReactNode
}) {
  const { data, isPending, error, refetch } = useAgreement(agreementId)
  if (isPending) return <Skeleton lines={10} />
  if (data === undefined)
    return <ErrorNote what="The agreement could not be read." error={error} onRetry={() => void refetch()} />
  if (data === null) return <None>This market has none of the id {agreementId.slice(0, 10)}….</None>
  return children(data)
}

function None({ children }: { children: ReactNode }) {
  return (
    <Empty title="There is no such agreement" action={<Button to="/agreements">See agreements</Button>}>
      {children}
    </Empty>
  )
}
