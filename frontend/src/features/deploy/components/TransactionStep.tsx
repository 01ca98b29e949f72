import type { ReactNode } from 'react'
import { Step, SubStep } from '../../../shared/ui/index.ts'
import { countOf, formatGas } from '../format.ts'
import { groupState, type Item, leftOf } from '../model.ts'
import { TransactionRows } from './TransactionRows.tsx'

/** A group of transactions: those that are done, on their way, next, and to come. */
export function TransactionStep({
  title,
  about,
  skipped,
  items,
  next,
  explorer,
}: {
  title: string
  /** What the group is for; shown while it is not skipped. */
  about: string
  /** What is said of a group that somebody else has done. */
  skipped?: string
  /** Empty as long as the L1 has not answered. */
  items: readonly Item[]
  /** The open transaction, when it is one of this group. */
  next: ReactNode
  explorer: string | undefined
}) {
  const state = items.length === 0 ? 'empty' : groupState(items, Boolean(next))
  if (state === 'skipped')
    return (
      <Step state="skipped" title={title} subtitle="Skipped, already on this L1. Nothing to pay.">
        <SubStep state="skipped" title={skipped} aside={formatGas(0n)} />
      </Step>
    )
  const of = (...kinds: Item['status']['kind'][]): Item[] =>
    items.filter(({ status }) => kinds.includes(status.kind))
  const done = of('done', 'skipped')
  const [first, ...others] = of('underWay').filter(({ status }) => !isAsked(status))
  const isBegun = state !== 'empty' || done.length > 0
  if (!isBegun) return <Step state="empty" title={title} subtitle={about} />
  const toCome = leftOf(items).length
  return (
    <Step state={state} title={title} subtitle={about}>
      <TransactionRows
        title={`${done.length} of ${countOf(items.length, 'transaction')} done`}
        items={done}
        explorer={explorer}
      />
      <TransactionRows title="" items={first ? [first] : []} explorer={explorer} open />
      <TransactionRows title={`${others.length} more on their way`} items={others} explorer={explorer} />
      <TransactionRows title="" items={of('foreign')} explorer={explorer} open />
      {next}
      {toCome > (next ? 1 : 0) && (
        <TransactionRows title={`${toCome} to come`} items={of('open', 'stopped')} explorer={explorer} />
      )}
    </Step>
  )
}

/** Before the wallet: the open transaction shows it. */
function isAsked(status: Item['status']): boolean {
  return status.kind === 'underWay' && (status.phase.kind === 'checking' || status.phase.kind === 'wallet')
}
