import { shortHash } from '../format/index.ts'
import { TxButtonView } from '../ui/index.ts'
import { isBusy, progressOf, type TxPhase } from './phase.ts'

/** A transaction's button in one of its phases. */
export function PhaseButton({
  phase,
  label,
  done,
  kind,
  note,
  wide,
  onStart,
}: {
  phase: TxPhase
  label: string
  done: string
  kind: 'main' | 'plain' | 'danger' | 'cure'
  note?: string | undefined
  wide?: boolean | undefined
  onStart: () => void
}) {
  const words = wordsOf(phase, { label, done, note })
  return (
    <TxButtonView
      phase={viewPhase(phase, kind)}
      label={words.label}
      note={words.note}
      progress={progressOf(phase)}
      kind={kind === 'cure' ? 'main' : kind}
      disabled={isBusy(phase) || phase.kind === 'confirmed'}
      wide={wide}
      onClick={onStart}
    />
  )
}

function viewPhase(phase: TxPhase, kind: 'main' | 'plain' | 'danger' | 'cure') {
  switch (phase.kind) {
    case 'idle':
      return kind === 'cure' ? 'cure' : 'idle'
    case 'declined':
    case 'replaced':
      return 'cure'
    case 'reverted':
    case 'failed':
      return 'failed'
    default:
      return phase.kind
  }
}

function wordsOf(
  phase: TxPhase,
  { label, done, note }: { label: string; done: string; note: string | undefined },
): { label: string; note: string | undefined } {
  switch (phase.kind) {
    case 'idle':
      return { label, note }
    case 'checking':
      return { label: 'Checking', note: 'Trying it out on the newest block. Nothing has been sent yet.' }
    case 'wallet':
      return { label: 'Confirm in your wallet', note: 'Nothing has been sent yet.' }
    case 'sent': {
      const what = phase.hash === undefined ? '' : `${shortHash(phase.hash)}. `
      return { label: 'Sent, waiting for a block', note: phase.note ?? `${what}You may leave this page.` }
    }
    case 'confirming':
      return { label: `Confirming ${phase.seen} of ${phase.wanted}`, note: shortHash(phase.hash) }
    case 'confirmed': {
      const sped = phase.replacedHash && `Sped up, replaced ${shortHash(phase.replacedHash)}.`
      return { label: done, note: sped ?? (phase.hash && shortHash(phase.hash)) }
    }
    case 'declined':
      return { label, note: 'You declined in the wallet. Nothing was sent.' }
    case 'reverted': {
      const spent = phase.hash === undefined ? 'Nothing was sent.' : 'Only gas was spent.'
      const code = phase.reason.code === undefined ? '' : ` (${phase.reason.code})`
      return { label, note: `Reverted: ${phase.reason.sentence} ${spent} ${phase.reason.next}${code}` }
    }
    case 'replaced': {
      const what =
        phase.how === 'cancelled' ? 'You cancelled it in the wallet.' : 'The wallet sent another one instead.'
      return { label, note: `${what} It did not happen.` }
    }
    case 'failed':
      return { label, note: `${phase.reason.sentence} ${phase.reason.next}` }
    default:
      throw new TypeError(`unknown phase ${(phase satisfies never as TxPhase).kind}`)
  }
}
