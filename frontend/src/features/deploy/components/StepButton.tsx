import { CureButton } from '../../../shared/tx/CureButton.tsx'
import type { Need } from '../../../shared/tx/need.ts'
import { PhaseButton } from '../../../shared/tx/PhaseButton.tsx'
import { isBusy, type TxPhase } from '../../../shared/tx/phase.ts'
import type { Item } from '../model.ts'

/**
 * The button of the step that is asked for now. As `TxButton`, but its transactions are the runner's: one after the
 * other, several on their way.
 */
export function StepButton({
  item,
  label,
  need,
  blocked,
  onStart,
}: {
  item: Item
  label: string
  need: Need
  /** Why it cannot be done, whoever asks. */
  blocked: string | undefined
  onStart: () => void
}) {
  const phase = phaseOf(item)
  if (!isBusy(phase)) {
    if (blocked !== undefined) return <CureButton need={{ kind: 'blocked', reason: blocked }} label={label} />
    if (need.kind !== 'nothing' && need.kind !== 'allowance') return <CureButton need={need} label={label} />
  }
  return <PhaseButton phase={phase} label={label} done="Sent" kind="main" onStart={onStart} />
}

function phaseOf({ status }: Item): TxPhase {
  return status.kind === 'underWay' || status.kind === 'stopped' ? status.phase : { kind: 'idle' }
}
