import type { L1Step } from '@opraas/deployer/core'
import type { Item } from './model.ts'

/** What comes next while steps are sent one after the other. */
export type Decision =
  | { kind: 'prompt'; step: L1Step; isFirst: boolean }
  /** Something is before the wallet, or must be mined first. */
  | { kind: 'wait' }
  /** Somebody has to look: declined, reverted, failed, or foreign code. */
  | { kind: 'stop' }
  | { kind: 'finished' }

/**
 * The next act. In order: a later step is asked for only when every earlier one is mined or on its way. Pure.
 *
 * @param options.deferred - Step that cannot be tried before the earlier ones are mined.
 * @param options.inFlight - Most transactions on their way at once.
 */
export function decide(
  items: readonly Item[],
  { deferred, inFlight }: { deferred?: string | undefined; inFlight: number },
): Decision {
  let underWay = 0
  for (const { step, status } of items) {
    switch (status.kind) {
      case 'done':
      case 'skipped':
        continue
      case 'underWay':
        if (status.phase.kind === 'checking' || status.phase.kind === 'wallet') return { kind: 'wait' }
        underWay += 1
        continue
      case 'foreign':
      case 'stopped':
        return { kind: 'stop' }
      case 'open': {
        const mustWait = underWay >= inFlight || (step.id === deferred && underWay > 0)
        return mustWait ? { kind: 'wait' } : { kind: 'prompt', step, isFirst: underWay === 0 }
      }
      default:
        throw new TypeError(`unknown status ${(status satisfies never as { kind: string }).kind}`)
    }
  }
  return underWay > 0 ? { kind: 'wait' } : { kind: 'finished' }
}
