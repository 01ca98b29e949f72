import type { ReactNode } from 'react'
import { nameOf } from '../../../shared/l1/boundName.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { StepList } from '../../../shared/ui/index.ts'
import { useLeaving } from '../hooks/useLeaving.ts'
import { useRevocation } from '../hooks/useRevocation.ts'
import { EndFacts } from './EndFacts.tsx'
import styles from './Leaving.module.css'
import { RefundStep } from './RefundStep.tsx'
import { RotateStep } from './RotateStep.tsx'
import { TerminateStep } from './TerminateStep.tsx'

/** The way out in three steps, from any state: rotate the keys, end, claim. */
export function Leaving({
  agreement,
  now,
  claimButton,
  closeButton,
}: {
  agreement: Agreement
  now: number
  claimButton: ReactNode
  closeButton: ReactNode
}) {
  const { said, isSkipped, keepSaid, skip } = useLeaving(agreement)
  const revocation = useRevocation(agreement)
  const isRotated = revocation.data?.every(({ isDone }) => isDone) ?? false
  const isOver = agreement.state === 'Closed' || agreement.state === 'Cancelled'
  return (
    <div className={styles.leaving}>
      {!isOver && agreement.state !== 'Ended' && <EndFacts agreement={agreement} now={now} />}
      <StepList>
        <RotateStep agreement={agreement} isSkipped={isSkipped} onSkip={skip} />
        <TerminateStep
          agreement={agreement}
          name={nameOf(agreement)}
          now={now}
          isOpen={isRotated || isSkipped || agreement.chain === undefined}
          keepSaid={keepSaid}
        />
        <RefundStep
          agreement={agreement}
          now={now}
          said={said}
          claimButton={claimButton}
          closeButton={closeButton}
        />
      </StepList>
    </div>
  )
}
