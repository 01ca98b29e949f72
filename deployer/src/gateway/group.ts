import { type Agreement, agree, type Report } from './agreement.ts'
import type { Backend } from './backend.ts'
import { type Look, lookAt } from './poll.ts'

/** A backend that fails is looked at again after these pauses. */
const BACKOFF_MS = [250, 500, 1_000, 2_000, 5_000, 10_000] as const
/** A look is light: one that takes longer means a backend that hangs. */
const LOOK_TIMEOUT_MS = 2_000
/** Nobody has had the served head for so long: what is there is followed. */
const STALL_MS = 30_000

/** What the group tells of itself, for logs and metrics. */
export type GroupEvents = {
  backendUp(backend: string): void
  backendOut(backend: string, reason: string): void
  looked(backend: string, latest: bigint): void
  agreed(agreement: Agreement): void
  wentBack(from: bigint, to: bigint): void
  reorged(block: bigint): void
  forked(backend: string): void
}

/** The backends of one chain, and what they agree on. */
export type Group = {
  /** Heads as they are served now; undefined before any backend has answered. */
  agreement(): Agreement | undefined
  /** Backends that may answer a read, in the order in which to ask. */
  readers(): Backend[]
  /** True once the backend has proven to be on this chain, and is not known to be on another. */
  isOnChain(backend: Backend): boolean
  /** Looks at a backend at once, out of turn. */
  check(backend: Backend): Promise<void>
  /** Resolves when the next agreement is there, or after `timeoutMs`. */
  changed(timeoutMs: number): Promise<void>
  /** Resolves after the first look at every backend. */
  start(): Promise<void>
  stop(): void
}

type Member = {
  backend: Backend
  look: Look | undefined
  /** It has shown once to be on this chain. */
  isProven: boolean
  peak: bigint
  failures: number
  timer: NodeJS.Timeout | undefined
  looking: Promise<void> | undefined
}

/**
 * Looks at every backend all the time and keeps the agreement.
 *
 * @param input.backends - All of them; those named in `readers` take part, those in `lastResort` are asked last.
 */
export function createGroup(input: {
  backends: readonly Backend[]
  readers: ReadonlySet<string>
  lastResort: ReadonlySet<string>
  chainId: number
  maxLagBlocks: number
  pollMs: number
  events: GroupEvents
}): Group {
  const { readers, lastResort, chainId, maxLagBlocks, pollMs, events } = input
  // Sequencers first: they win a tie between two chains.
  const ordered = [...input.backends].sort(
    (a, b) => Number(lastResort.has(b.name)) - Number(lastResort.has(a.name)),
  )
  const members = new Map<string, Member>(
    ordered.map((backend) => [
      backend.name,
      {
        ...{ backend, look: undefined, isProven: false, peak: 0n },
        ...{ failures: 0, timer: undefined, looking: undefined },
      },
    ]),
  )
  let agreement: Agreement | undefined
  let stalledSinceMs: number | undefined
  let turn = 0
  let stopped = false
  let waiting: (() => void)[] = []

  async function look(member: Member): Promise<void> {
    clearTimeout(member.timer)
    const { backend } = member
    const served = agreement?.latest
    const seen = await lookAt(backend, { chainId, served, timeoutMs: LOOK_TIMEOUT_MS })
    if (stopped) return
    noteLook(member, seen.kind === 'heads' && served !== agreement?.latest ? withoutHash(seen) : seen)
    const pause =
      member.failures === 0 ? pollMs : BACKOFF_MS[Math.min(member.failures, BACKOFF_MS.length) - 1]
    member.timer = setTimeout(() => check(backend), pause)
    settle()
  }

  function noteLook(member: Member, seen: Look): void {
    const { backend, look: before } = member
    member.look = seen
    if (seen.kind === 'heads') {
      const { number } = seen.heads.latest
      member.failures = 0
      member.isProven = true
      if (number > member.peak) member.peak = number
      if (before?.kind !== 'heads') events.backendUp(backend.name)
      events.looked(backend.name, number)
      return
    }
    member.failures++
    backend.abandonReads()
    if (before === undefined || before.kind !== seen.kind) {
      const isSilent = seen.kind === 'silent'
      events.backendOut(backend.name, isSilent ? seen.reason : `serves chain ${seen.chainId}`)
    }
  }

  function settle(): void {
    const reports = [...members.values()].flatMap(({ backend, look: seen, peak }): Report | [] => {
      if (seen?.kind !== 'heads' || !readers.has(backend.name)) return []
      const { latest, safe, finalized } = seen.heads
      return {
        name: backend.name,
        latest: latest.number,
        latestHash: latest.hash,
        peak,
        ...(safe && { safe: safe.number }),
        ...(finalized && { finalized: finalized.number }),
        ...(seen.hashAtServed && { hashAtServed: seen.hashAtServed }),
      }
    })
    const isStalled = stalledSinceMs !== undefined && performance.now() - stalledSinceMs > STALL_MS
    const step = agree(agreement, reports, { maxLagBlocks, isStalled })
    if (!step) {
      if (agreement) {
        agreement = { ...agreement, members: [] }
        events.agreed(agreement)
      }
    } else {
      if (agreement && step.wentBack) {
        events.wentBack(agreement.latest, step.agreement.latest)
        for (const report of reports) raisePeak(report)
      }
      if (step.reorged) events.reorged(step.agreement.latest)
      for (const name of step.forked) events.forked(name)
      if (step.agreement.latest !== agreement?.latest) forgetServedHashes()
      agreement = step.agreement
      events.agreed(agreement)
    }
    const hasMembers = agreement === undefined || agreement.members.length > 0
    stalledSinceMs = hasMembers ? undefined : (stalledSinceMs ?? performance.now())
    const woken = waiting
    waiting = []
    for (const wake of woken) wake()
  }

  /** After going back, only what comes from now on counts as a rollback again. */
  function raisePeak({ name, latest }: Report): void {
    const member = members.get(name)
    if (member) member.peak = latest
  }

  /** The hashes seen belong to another block than the one that is served from now on. */
  function forgetServedHashes(): void {
    for (const member of members.values()) {
      if (member.look?.kind === 'heads') member.look = withoutHash(member.look)
    }
  }

  function check(backend: Backend): Promise<void> {
    const member = members.get(backend.name)
    if (!member || stopped) return Promise.resolve()
    member.looking ??= look(member).finally(() => {
      member.looking = undefined
    })
    return member.looking
  }

  return {
    agreement: () => agreement,
    readers() {
      const inGroup = (agreement?.members ?? []).flatMap((name) => members.get(name)?.backend ?? [])
      const spared = inGroup.filter(({ name }) => lastResort.has(name))
      const replicas = inGroup.filter(({ name }) => !lastResort.has(name))
      turn++
      return [...rotate(replicas, turn), ...rotate(spared, turn)]
    },
    isOnChain: ({ name }) => {
      const member = members.get(name)
      return member?.isProven === true && member.look?.kind !== 'wrong-chain'
    },
    check,
    changed: (timeoutMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, timeoutMs)
        waiting.push(() => {
          clearTimeout(timer)
          resolve()
        })
      }),
    start: async () => {
      await Promise.all(ordered.map(check))
    },
    stop() {
      stopped = true
      for (const { timer } of members.values()) clearTimeout(timer)
    },
  }
}

/** The hash it has for the served block belongs to a block that is no longer the served one. */
function withoutHash({ heads }: Extract<Look, { kind: 'heads' }>): Look {
  return { kind: 'heads', heads }
}

function rotate<T>(items: readonly T[], by: number): T[] {
  const start = items.length === 0 ? 0 : by % items.length
  return [...items.slice(start), ...items.slice(0, start)]
}
