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

/** Why an agreement is not measured, in words, and whether that can change. */
type Exclusion = { reason: string; forGood: boolean }

const unknown: Exclusion = { reason: 'the market knows no such agreement', forGood: false }

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
  /** Agreements that are not measured; for good when they are another oracle's, or over. */
  const others = new Map<Hex, Exclusion>()
  let looked = false

  return {
    all: (): ReadonlyMap<Hex, Target> => targets,

    /** Why an agreement is not measured, in words; undefined before the first look at the market. */
    reasonAgainst(agreementId: Hex): string | undefined {
      return looked ? (others.get(agreementId) ?? unknown).reason : undefined
    },

    /** Looks at the market once. Throws when it does not answer; what was known stays. */
    async poll(): Promise<void> {
      const beganAtMs = now()
      const look = await watcher.look()
      clock.record({ beganAtMs, headNumber: look.head.number, headTimestampSeconds: look.timestampSeconds })
      if (look.rewoundTo !== undefined) others.clear()
      const current = look.agreementIds.filter((agreementId) => !others.get(agreementId)?.forGood)
      await Promise.all(current.map((agreementId) => refresh(agreementId, look.head.number)))
      for (const agreementId of targets.keys())
        if (!current.includes(agreementId)) targets.delete(agreementId)
      looked = true
    },
  }

  async function refresh(agreementId: Hex, block: bigint): Promise<void> {
    const agreement = await reader.read(agreementId, block)
    const exclusion = exclusionOf(agreement)
    if (exclusion) {
      others.set(agreementId, exclusion)
      targets.delete(agreementId)
      return
    }
    others.delete(agreementId)
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

  function exclusionOf({ state, terms, endpointsBlock }: Agreement): Exclusion | undefined {
    if (state === 'None') return unknown
    if (!isAddressEqual(terms.oracle, adapter)) {
      return { reason: `its oracle is ${terms.oracle}, not ${adapter}`, forGood: true }
    }
    if (state === 'Closed' || state === 'Cancelled') {
      return { reason: `it is ${state.toLowerCase()}`, forGood: true }
    }
    // Before the start `anchor` is a deadline and nothing is published.
    return endpointsBlock === 0n ? { reason: 'it has not started', forGood: false } : undefined
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
