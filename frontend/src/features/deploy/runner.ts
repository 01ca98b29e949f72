import type { L1Step } from '@opraas/deployer/core'
import type { TxPhase } from '../../shared/tx/phase.ts'
import { decide } from './decide.ts'
import { type Observed, type Receipt, statusesOf } from './model.ts'

/** What a runner does in the world. */
export type RunnerDeps = {
  /** Most transactions on their way at once. */
  inFlight: number
  /** Tries a step out, asks the wallet, follows the transaction. */
  run(step: L1Step, onPhase: (phase: TxPhase) => void, signal: AbortSignal): Promise<TxPhase>
  /** Follows what an earlier visit began; undefined when nothing came of it. */
  resume(step: L1Step, onPhase: (phase: TxPhase) => void, signal: AbortSignal): Promise<TxPhase | undefined>
  /** True when an earlier visit asked the wallet for the step, and its end is not known. */
  isPending(step: L1Step): boolean
  /** True when the right account is connected and stands on the right chain. */
  canSign(): boolean
  /** Keeps other tabs out until the signal ends; tells what came of it. */
  hold(signal: AbortSignal, onLock: (lock: 'held' | 'elsewhere') => void): void
  readReceipts(): Readonly<Record<string, Receipt>>
  /** Once per step that was seen mined. */
  onMined(step: L1Step, phase: TxPhase & { kind: 'confirmed' }): void
}

export type RunState = {
  /** `elsewhere`: another tab has this deployment; this one only looks. */
  lock: 'asking' | 'held' | 'elsewhere'
  /** How many steps the user wants to be asked for, one after the other. */
  wanted: 'none' | 'one' | 'all'
  phases: Readonly<Record<string, TxPhase>>
  receipts: Readonly<Record<string, Receipt>>
}

/** The steps as far as they are known, and what L1 shows of them. `more`: others follow that are not known yet. */
export type Seen = { steps: readonly L1Step[]; more: boolean; observed: Observed }

export type Runner = ReturnType<typeof createRunner>

/**
 * Sends the steps of one plan in their order, through the wallet. It outlives the page that shows it, so that no
 * question to the wallet is forgotten; while no page shows it, it asks for nothing.
 */
export function createRunner(deps: RunnerDeps) {
  let state: RunState = { lock: 'asking', wanted: 'none', phases: {}, receipts: deps.readReceipts() }
  let seen: Seen = { steps: [], more: true, observed: { block: 0n, results: {} } }
  let deferred: string | undefined
  let pages = 0
  let life: AbortController | undefined
  const listeners = new Set<() => void>()

  const set = (patch: Partial<RunState>): void => {
    state = { ...state, ...patch }
    for (const listener of listeners) listener()
  }
  const setPhase = (stepId: string, phase: TxPhase): void =>
    set({ phases: { ...state.phases, [stepId]: phase } })

  function advance(): void {
    leaveIfUnused()
    if (state.wanted === 'none' || state.lock !== 'held') return
    const { steps, more, observed } = seen
    const { phases, receipts, wanted } = state
    const items = statusesOf(steps, { observed, phases, receipts })
    const decision = decide(items, { deferred, inFlight: deps.inFlight })
    if (decision.kind === 'prompt') void begin(decision.step, decision.isFirst)
    else if (decision.kind === 'stop' || (decision.kind === 'finished' && !(more && wanted === 'all')))
      set({ wanted: 'none' })
  }

  async function begin(step: L1Step, isFirst: boolean): Promise<void> {
    if (!life || !deps.canSign()) return set({ wanted: 'none' })
    const { signal } = life
    deferred = undefined
    setPhase(step.id, { kind: 'checking' })
    const onPhase = (phase: TxPhase): void => {
      setPhase(step.id, phase)
      if (phase.kind === 'wallet' && state.wanted === 'one') set({ wanted: 'none' })
      if (phase.kind === 'sent') advance()
    }
    const last = await deps.run(step, onPhase, signal)
    if (signal.aborted) return
    // It may need what is not mined yet: tried again then. Nothing was sent.
    const isTooEarly = last.kind === 'reverted' && last.hash === undefined && !isFirst
    if (isTooEarly) deferred = step.id
    settle(step, isTooEarly ? { kind: 'idle' } : last)
  }

  async function resume(step: L1Step): Promise<void> {
    if (!life || state.phases[step.id] || !deps.isPending(step)) return
    const { signal } = life
    setPhase(step.id, { kind: 'sent', hash: undefined })
    const last = await deps.resume(step, (phase) => setPhase(step.id, phase), signal)
    if (!signal.aborted) settle(step, last ?? { kind: 'idle' })
  }

  function settle(step: L1Step, phase: TxPhase): void {
    if (phase.kind === 'confirmed') deps.onMined(step, phase)
    set({ phases: { ...state.phases, [step.id]: phase }, receipts: deps.readReceipts() })
    advance()
  }

  /** A mined step that L1 does not show is no success: somebody has to look. */
  function requireEffects(): void {
    const { block, results } = seen.observed
    for (const { id } of seen.steps) {
      const phase = state.phases[id]
      if (phase?.kind !== 'confirmed' || results[id] !== 'open') continue
      if (phase.receipt === undefined) setPhase(id, { kind: 'idle' })
      else if (block > phase.receipt.blockNumber) setPhase(id, { kind: 'failed', reason: withoutEffect })
    }
  }

  function enter(): void {
    const mine = new AbortController()
    life = mine
    deps.hold(mine.signal, (lock) => {
      if (mine.signal.aborted) return
      set({ lock })
      if (lock === 'held') for (const step of seen.steps) void resume(step)
      advance()
    })
  }

  /** Leaves the deployment to other tabs once no page shows it; an open question to the wallet is waited for. */
  function leaveIfUnused(): void {
    const isAsking = Object.values(state.phases).some(({ kind }) => kind === 'checking' || kind === 'wallet')
    if (pages > 0 || isAsking || !life) return
    life.abort()
    life = undefined
    set({ lock: 'asking', phases: {} })
  }

  return {
    get: (): RunState => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    /** A page shows it. Returns how to say that it no longer does. */
    open(): () => void {
      pages += 1
      if (!life) enter()
      return () => {
        pages -= 1
        if (pages === 0) set({ wanted: 'none' })
        // A page that is only mounted anew comes back at once.
        setTimeout(leaveIfUnused)
      }
    },

    /** L1 was looked at. */
    observe(next: Seen): void {
      seen = next
      if (state.lock === 'held') for (const step of seen.steps) void resume(step)
      requireEffects()
      advance()
    },

    /** Asks the wallet for the next step, or for one after the other. What was declined or failed is tried anew. */
    start(wanted: 'one' | 'all'): void {
      const isStopped = ({ kind }: TxPhase): boolean =>
        kind === 'declined' || kind === 'reverted' || kind === 'failed' || kind === 'replaced'
      const phases = Object.fromEntries(Object.entries(state.phases).filter(([, phase]) => !isStopped(phase)))
      set({ wanted, phases })
      advance()
    },

    /** Asks for no further step. What is before the wallet, or sent, goes on. */
    pause(): void {
      set({ wanted: 'none' })
    },
  }
}

const withoutEffect = {
  sentence: 'It was mined, but the L1 does not show its effect.',
  next: 'Send it again; transactions before it may have been cancelled in the wallet.',
}
