import type { ReactNode } from 'react'
import { formatAmount, formatMoment } from '../../../shared/format/index.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { closableFrom, openEpochs } from '../../../shared/market/runway.ts'
import { Step, SubStep } from '../../../shared/ui/index.ts'
import { compareEnd, previewEnd, type Said } from '../model.ts'
import styles from './Leaving.module.css'
import { SaidNotice } from './SaidNotice.tsx'

/** Step 3: waits for the last epochs to be booked, and takes the refund out. The buttons come from the page. */
export function RefundStep({
  agreement,
  now,
  said,
  claimButton,
  closeButton,
}: {
  agreement: Agreement
  now: number
  said: Said | undefined
  claimButton: ReactNode
  closeButton: ReactNode
}) {
  const { state, money, token } = agreement
  const isOver = state === 'Closed' || state === 'Cancelled'
  if (!isOver && state !== 'Ended') return <Step state="empty" title="Claim the refund" />
  const { held } = previewEnd(agreement, now)
  const isClaimed = money.freeClient === 0n
  return (
    <Step
      {...(isOver && isClaimed ? done : isClaimed && !canClose(agreement, now) ? waiting : turn)}
      title="Claim the refund"
    >
      <div className={styles.substeps}>
        <SubStep
          state={isOver ? 'done' : 'running'}
          title={bookingWords(agreement, now)}
          note={canClose(agreement, now) ? <div className={styles.act}>{closeButton}</div> : undefined}
        />
        {money.claimedByClient > 0n && (
          <SubStep state="done" title={`${formatAmount(money.claimedByClient, token)} came back`} />
        )}
        {(!isClaimed || !isOver) && (
          <SubStep
            state={isClaimed ? 'empty' : 'next'}
            title={claimWords(agreement, held)}
            note={isClaimed ? undefined : <div className={styles.act}>{claimButton}</div>}
          />
        )}
        <SaidNotice comparison={compareEnd(agreement, said)} said={said} agreement={agreement} />
      </div>
    </Step>
  )
}

const done = { state: 'done' } as const
const turn = { state: 'next' } as const
const waiting = { state: 'running', word: 'Waiting' } as const

function canClose(agreement: Agreement, now: number): boolean {
  const from = closableFrom(agreement, now)
  return from !== undefined && now >= from
}

function bookingWords(agreement: Agreement, now: number): string {
  if (agreement.state === 'Cancelled') return 'It never started: there is nothing to book'
  if (agreement.state === 'Closed') return 'Every epoch is booked'
  const open = openEpochs(agreement, now)
  if (canClose(agreement, now)) return 'Closing: the vendor’s agent usually does it, anyone may'
  const waiting = open.filter(({ verdict }) => verdict === undefined)
  const names = waiting.map(({ epoch }) => epoch).join(', ')
  const from = closableFrom(agreement, now) ?? now
  const at = formatMoment(from, { spanSeconds: from - now })
  return `Waiting for the verdict of epoch ${names}; without one it counts as silent from ${at} on`
}

function claimWords({ money, token }: Agreement, held: bigint): string {
  const rest = held === 0n ? '' : `, ${formatAmount(held, token)} is held until the last epoch is booked`
  return money.freeClient === 0n
    ? `Nothing is free yet${rest}`
    : `${formatAmount(money.freeClient, token)} is free${rest}`
}
