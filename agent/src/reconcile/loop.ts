import { asOpraasError } from '@opraas/deployer'
import type { Hex } from 'viem'
import type { Look, Watcher } from '../chain/watcher.ts'
import type { AgentDeps } from '../sagas/deps.ts'
import { claim, close, reject, requestVerdict, resume, settle } from '../sagas/market.ts'
import { heal, isRefusal, provision, recordRefusal, teardown } from '../sagas/provision.ts'
import { recordStep, sagasWithStep } from '../sagas/saga.ts'
import { type Action, decide, isFinished, type Observation } from './decide.ts'
import { observe } from './observe.ts'

/** What the loop knows of each agreement after its last pass, for the API. */
export type View = { observation: Observation; actions: Action[]; problem?: string }

/** What the loop tells whoever counts. */
export type LoopEvents = {
  /** A pass began; the returned function is called when it ends. */
  passStarted(): () => void
  acted(action: Action['kind'], result: 'done' | 'failed'): void
  observed(views: ReadonlyMap<Hex, View>, look: Look): void
}

/** The reconciler: one pass brings every agreement a step further. */
export type Loop = {
  /** One pass. Blindness throws and changes nothing. */
  pass(): Promise<void>
  /** Resolves when nothing started by a pass is running any more. */
  settled(): Promise<void>
  views(): ReadonlyMap<Hex, View>
  lastPassAtMs(): number
}

export function createLoop(deps: AgentDeps, watcher: Watcher, events: LoopEvents): Loop {
  const busy = new Map<Hex, Promise<void>>()
  const views = new Map<Hex, View>()
  let finished: Set<string> | undefined
  let lastPassAtMs = 0

  async function pass(): Promise<void> {
    const passEnded = events.passStarted()
    const look = await watcher.look()
    if (look.rewoundTo !== undefined) deps.log.warn('watcher.rewind', { to: look.rewoundTo })
    finished ??= await sagasWithStep(deps.store, 'finished')
    for (const agreementId of look.agreementIds) {
      if (busy.has(agreementId) || finished.has(`agreement/${agreementId}`)) continue
      const observation = await observe(deps, agreementId, look)
      const actions = decide(observation)
      tellFindings(agreementId, observation)
      views.set(agreementId, { observation, actions })
      if (isFinished(observation)) {
        await recordStep(deps.store, { saga: `agreement/${agreementId}`, step: 'finished', facts: {} })
        finished.add(`agreement/${agreementId}`)
      }
      if (actions.length > 0) work(agreementId, observation, actions)
    }
    events.observed(views, look)
    lastPassAtMs = Date.now()
    passEnded()
  }

  /** What the engine finds wrong is said when it begins, changes and ends. */
  function tellFindings(agreementId: Hex, { local: { findings } }: Observation): void {
    const before = views.get(agreementId)?.observation.local.findings ?? []
    if (findings.length > 0 && findings.join() !== before.join())
      deps.log.warn('chain.findings', { agreementId, findings })
    if (findings.length === 0 && before.length > 0) deps.log.info('chain.noFindings', { agreementId })
  }

  /** Acts on one agreement beside the passes: a slow start of one chain must not hold up the others. */
  function work(agreementId: Hex, observation: Observation, actions: Action[]): void {
    const running = (async () => {
      for (const action of actions) await act(agreementId, observation, action)
    })().finally(() => busy.delete(agreementId))
    busy.set(agreementId, running)
  }

  async function act(agreementId: Hex, observation: Observation, action: Action): Promise<void> {
    try {
      await perform(deps, observation, action)
      events.acted(action.kind, 'done')
    } catch (thrown) {
      if (deps.signal.aborted) return
      const error = asOpraasError(thrown)
      events.acted(action.kind, 'failed')
      const view = views.get(agreementId)
      if (view) views.set(agreementId, { ...view, problem: `${error.code} ${error.message}` })
      deps.log.error('agent.actionFailed', {
        agreementId,
        action: action.kind,
        code: error.code,
        reason: error.message,
      })
    }
  }

  return {
    pass,
    settled: async () => {
      await Promise.all(busy.values())
    },
    views: () => views,
    lastPassAtMs: () => lastPassAtMs,
  }
}

async function perform(deps: AgentDeps, { agreement }: Observation, action: Action): Promise<void> {
  const { agreementId } = agreement
  switch (action.kind) {
    case 'provision':
      try {
        return await provision(deps, agreement)
      } catch (error) {
        if (isRefusal(error)) await recordRefusal(deps, agreementId, error)
        throw error
      }
    case 'heal':
      return heal(deps, agreement)
    case 'reject':
      return reject(deps, agreement, action.reason)
    case 'request':
      return requestVerdict(deps, agreement, action.epoch)
    case 'settle':
      return settle(deps, agreement, action.fromEpoch)
    case 'resume':
      return resume(deps, agreement)
    case 'close':
      return close(deps, agreement)
    case 'claim':
      return claim(deps, agreement, agreement.state.toLowerCase())
    case 'teardown':
      return teardown(deps, agreementId)
    default:
      throw new TypeError(`unknown action ${(action satisfies never as Action).kind}`)
  }
}
