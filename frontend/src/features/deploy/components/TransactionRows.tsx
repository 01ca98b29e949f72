import { Disclosure, HashText, type StepState, SubStep } from '../../../shared/ui/index.ts'
import { formatGas, txHref } from '../format.ts'
import type { Item, StepStatus } from '../model.ts'

/** Transactions one below the other; behind a line when there are many. */
export function TransactionRows({
  title,
  items,
  explorer,
  open = false,
}: {
  title: string
  items: readonly Item[]
  explorer: string | undefined
  /** Shown without a line to open. */
  open?: boolean
}) {
  if (items.length === 0) return null
  const rows = items.map((item) => <TransactionRow key={item.step.id} item={item} explorer={explorer} />)
  return open ? rows : <Disclosure title={title}>{rows}</Disclosure>
}

/** One transaction: where it stands, its gas, its hash. */
function TransactionRow({ item, explorer }: { item: Item; explorer: string | undefined }) {
  const { step, status } = item
  const hash = hashOf(status)
  const gas = status.kind === 'done' && status.receipt ? status.receipt.gasUsed : step.expectedGas
  return (
    <SubStep
      state={stateOf(status)}
      title={step.title}
      note={noteOf(status)}
      aside={
        <>
          {status.kind === 'skipped' ? 'already there' : formatGas(gas)}
          {hash && <HashText hash={hash} href={txHref(explorer, hash)} />}
        </>
      }
    />
  )
}

function stateOf(status: StepStatus): StepState {
  switch (status.kind) {
    case 'done':
    case 'skipped':
      return status.kind
    case 'underWay':
      return 'running'
    case 'stopped':
    case 'foreign':
      return 'failed'
    case 'open':
      return 'empty'
    default:
      throw new TypeError(`unknown status ${(status satisfies never as StepStatus).kind}`)
  }
}

function hashOf(status: StepStatus) {
  if (status.kind === 'done') return status.receipt?.hash
  return status.kind === 'underWay' && 'hash' in status.phase ? status.phase.hash : undefined
}

function noteOf(status: StepStatus): string | undefined {
  if (status.kind === 'foreign') return 'Other code stands at its address.'
  if (status.kind === 'underWay' && status.phase.kind === 'sent') return status.phase.note
  if (status.kind === 'done' && status.receipt?.replacedHash) return 'Sped up in the wallet.'
  return undefined
}
