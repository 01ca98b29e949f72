import { redactUrl } from '@opraas/deployer'
import { type Address, type Hex, isAddressEqual } from 'viem'
import type { Agreement, AgreementReader } from '../chain/agreements.ts'
import type { Watcher } from '../chain/watcher.ts'
import type { Log } from '../log.ts'
import { admitEndpoint, type Endpoint, skippedChecks } from './endpoint.ts'
import type { MarketClock } from './marketClock.ts'
import { unmeasurable } from './profile.ts'
import { gridOf } from './sample.ts'
import { epochOfSlot, slotTime } from './slots.ts'

/** An agreement of this oracle that runs, and where it is measured. */
export type Target = {
  agreement: Agreement
  endpoint: Endpoint
  /** Why this probe gives no verdict about it; undefined when it does. */
  unmeasurable: string | undefined
}

/** True when the vendor owes service at a slot: it lies in a funded epoch, before the end. */
export function isInService({ agreement }: Target, slot: number): boolean {
  const grid = gridOf(agreement)
  const { fundedEpochs, endsAt } = agreement
  return (
    slot >= 0 && epochOfSlot(grid, slot) < fundedEpochs && (endsAt === 0 || slotTime(grid, slot) < endsAt)
  )
}

/** Keeps the list of agreements to measure as the market shows it. Endpoints are learned from the chain only. */
export function createTargets(deps: {
  watcher: Watcher
  reader: AgreementReader
  adapter: Address
  localMarket: boolean
  clock: MarketClock
  log: Log
  now: () => number
}) {
  const { watcher, reader, adapter, localMarket, clock, log, now } = deps
  const targets = new Map<Hex, Target>()
  /** Agreements that never concern this probe again: another oracle's, or over. */
  const dismissed = new Set<Hex>()

  return {
    all: (): ReadonlyMap<Hex, Target> => targets,

    /** Looks at the market once. Throws when it does not answer; what was known stays. */
    async poll(): Promise<void> {
      const beganAtMs = now()
      const look = await watcher.look()
      clock.record({ beganAtMs, headNumber: look.head.number, headTimestampSeconds: look.timestampSeconds })
      if (look.rewoundTo !== undefined) dismissed.clear()
      const current = look.agreementIds.filter((agreementId) => !dismissed.has(agreementId))
      await Promise.all(current.map((agreementId) => refresh(agreementId, look.head.number)))
      for (const agreementId of targets.keys())
        if (!current.includes(agreementId)) targets.delete(agreementId)
    },
  }

  async function refresh(agreementId: Hex, block: bigint): Promise<void> {
    const agreement = await reader.read(agreementId, block)
    const isOurs = agreement.state !== 'None' && isAddressEqual(agreement.terms.oracle, adapter)
    const isOver = agreement.state === 'Closed' || agreement.state === 'Cancelled'
    if (isOver || (agreement.state !== 'None' && !isOurs)) dismissed.add(agreementId)
    // Before the start `anchor` is a deadline and nothing is published.
    if (!isOurs || isOver || agreement.endpointsBlock === 0n) {
      targets.delete(agreementId)
      return
    }
    const known = targets.get(agreementId)
    if (known?.agreement.endpointsBlock === agreement.endpointsBlock) {
      targets.set(agreementId, { ...known, agreement })
      return
    }
    const endpoint = admitEndpoint(await reader.readEndpoints(agreement), { localMarket })
    const target = { agreement, endpoint, unmeasurable: unmeasurable(agreement.terms) }
    targets.set(agreementId, target)
    report(target, known === undefined)
  }

  function report({ agreement, endpoint, unmeasurable: reason }: Target, isNew: boolean): void {
    const { agreementId, l2ChainId } = agreement
    if (reason !== undefined) {
      if (isNew) log.warn('probe.notMeasurable', { agreementId, reason })
    } else if (endpoint.kind === 'refused') {
      log.warn('probe.endpointRefused', { agreementId, reason: endpoint.note })
    } else {
      const url = redactUrl(endpoint.url.href)
      log.info('probe.measuring', { agreementId, l2ChainId, url, skippedChecks: skippedChecks(endpoint) })
    }
  }
}

export type Targets = ReturnType<typeof createTargets>
