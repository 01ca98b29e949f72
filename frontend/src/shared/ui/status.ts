import type { AgreementState } from '@opraas/contracts'

/** What an epoch is, or what is known of it. The words are UI.md's. */
export type Status =
  | 'met'
  | 'degraded'
  | 'failed'
  | 'silent'
  | 'excused'
  | 'running'
  | 'awaited'
  | 'funded'
  | 'unfunded'

/** A status, or the quiet outline of what is over. */
export type Shape = Status | 'closed'

/** The word that stands beside each shape. */
export const statusWords: Record<Shape, string> = {
  met: 'Met',
  degraded: 'Degraded',
  failed: 'Failed',
  silent: 'Silent',
  excused: 'Excused',
  running: 'Running',
  awaited: 'Awaited',
  funded: 'Funded',
  unfunded: 'Unfunded',
  closed: 'Closed',
}

/** The shape that an agreement's state is shown with. */
export const stateShapes: Record<AgreementState, Shape> = {
  None: 'closed',
  Reserved: 'running',
  Requested: 'running',
  Active: 'met',
  Suspended: 'silent',
  Ended: 'awaited',
  Closed: 'closed',
  Cancelled: 'closed',
}
