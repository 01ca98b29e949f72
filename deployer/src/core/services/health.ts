import { l1Pace } from './l1.ts'
import type { ServicesInput } from './types.ts'

/**
 * Numbers of a chain and its L1, read at one moment. Milliseconds of the wall clock; block numbers. `rests`: no block is
 * made, on purpose. `proposed`: the last L2 block that a proposal covers, and the first that another one can be about;
 * absent while the proposer does not run, or L1 was not asked. `orphaned`: the unsafe head builds on an L1 block that L1
 * has dropped.
 */
export type Pulse = {
  atMs: number
  l1: number
  unsafe: number
  safe: number
  finalized: number
  rests?: boolean
  proposed?: { upTo: number; next: number }
  orphaned?: boolean
}

/** When each number last moved, and how often its service was restarted without it moving since. */
export type Movement = {
  l1: Step
  unsafe: WatchedStep
  safe: WatchedStep
  proposed: WatchedStep | undefined
  /** When the unsafe head was last seen on an L1 block that counts. */
  anchored: { atMs: number; attempts: number }
}
type Step = { number: number; atMs: number }
type WatchedStep = Step & { attempts: number }

/** What is wrong, in words for people, and which service to start anew. `sequencer`: where it is stuck; `node`: op-node. */
export type Diagnosis = {
  movement: Movement
  findings: string[]
  restart: { service: 'batcher' | 'sequencer' | 'node' | 'proposer'; reason: string } | undefined
}

/** How long each number may stand still, in milliseconds. */
export function patience({
  blockTimeSeconds,
  generation,
  run,
}: Pick<ServicesInput, 'blockTimeSeconds' | 'generation' | 'run'>): {
  l1: number
  unsafe: number
  safe: number
  proposed: number
  orphaned: number
} {
  // An output oracle keeps its interval itself: the next proposal is possible, or it is not.
  const interval = generation === 'dispute-games' ? run.services.proposalIntervalSeconds : 0
  const l1BlockMs = run.isLocalL1 ? 2_000 : 12_000
  return {
    l1: 10 * l1BlockMs,
    unsafe: Math.max(20_000, 10_000 * blockTimeSeconds),
    // A whole channel, its inclusion, and as much again.
    safe: 2 * (run.services.maxChannelDurationBlocks + 6) * l1BlockMs,
    // Sending, its confirmations, and as much again.
    proposed: 1000 * interval + 2 * (l1Pace({ run }).confirmations + 10) * l1BlockMs,
    // op-node finds a reorg by itself when it sees the next blocks.
    orphaned: 20_000 + 3 * l1BlockMs,
  }
}

/**
 * Judges a chain by its heads, never by whether processes live: a batcher that silently stopped submitting is alive.
 *
 * While L1 stands still, or cannot be read, nobody is to blame and nothing is restarted. A service that did not help
 * is given twice as long each time.
 */
export function diagnose(input: ServicesInput, pulse: Pulse, before: Movement | undefined): Diagnosis {
  const { atMs } = pulse
  const limit = patience(input)
  const l1 = step(before?.l1, pulse.l1, atMs)
  const unsafe = { attempts: 0, ...step(before?.unsafe, pulse.unsafe, atMs), ...(pulse.rests && { atMs }) }
  const safe = { attempts: 0, ...step(before?.safe, pulse.safe, atMs) }
  const proposed = stepProposed(input, pulse, before?.proposed)
  const anchored = pulse.orphaned ? (before?.anchored ?? { atMs, attempts: 0 }) : { atMs, attempts: 0 }
  const movement: Movement = { l1, unsafe, safe, proposed, anchored: { ...anchored } }
  const findings: string[] = []
  const seconds = (since: number): number => Math.round((atMs - since) / 1000)

  if (atMs - l1.atMs > limit.l1) {
    findings.push(`L1 has made no block for ${seconds(l1.atMs)} s`)
    // What waits for L1 starts counting when L1 is back.
    const rest = <T extends { atMs: number }>(waiting: T): T => ({ ...waiting, atMs })
    const rested = { unsafe: rest(unsafe), safe: rest(safe), proposed: proposed && rest(proposed) }
    return { movement: { l1, ...rested, anchored: rest(anchored) }, findings, restart: undefined }
  }
  let restart: Diagnosis['restart']
  if (atMs - unsafe.atMs > limit.unsafe) {
    const finding = `the unsafe head stands at ${unsafe.number} for ${seconds(unsafe.atMs)} s`
    findings.push(finding)
    if (atMs - unsafe.atMs > limit.unsafe * 2 ** (unsafe.attempts + 1)) {
      restart = { service: 'sequencer', reason: finding }
      unsafe.attempts++
    }
  }
  if (atMs - anchored.atMs > limit.orphaned) {
    const finding = `the unsafe head builds on an L1 block that L1 dropped, for ${seconds(anchored.atMs)} s`
    findings.push(finding)
    if (!restart && atMs - anchored.atMs > limit.orphaned * 2 ** anchored.attempts) {
      restart = { service: 'node', reason: finding }
      movement.anchored.attempts++
    }
  }
  if (pulse.unsafe > pulse.safe && atMs - safe.atMs > limit.safe) {
    const finding = `the safe head stands at ${safe.number} for ${seconds(safe.atMs)} s`
    findings.push(finding)
    if (!restart && atMs - safe.atMs > limit.safe * 2 ** safe.attempts) {
      restart = { service: 'batcher', reason: finding }
      safe.attempts++
    }
  }
  if (proposed && atMs - proposed.atMs > limit.proposed) {
    const finding = `proposals stand at L2 block ${proposed.number} for ${seconds(proposed.atMs)} s`
    findings.push(finding)
    if (!restart && atMs - proposed.atMs > limit.proposed * 2 ** proposed.attempts) {
      restart = { service: 'proposer', reason: finding }
      proposed.attempts++
    }
  }
  return { movement, findings, restart }
}

/** A proposal is due once a block that it can be about is old enough for the proposer; until then it rests. */
function stepProposed(
  { run }: ServicesInput,
  { atMs, proposed, safe, finalized }: Pulse,
  before: WatchedStep | undefined,
): WatchedStep | undefined {
  if (!proposed) return before
  const isDue = proposed.next <= (l1Pace({ run }).isLocal ? safe : finalized)
  return { attempts: 0, ...step(before, proposed.upTo, atMs), ...(!isDue && { atMs }) }
}

function step<T extends { number: number; atMs: number }>(
  before: T | undefined,
  number: number,
  atMs: number,
): T | { number: number; atMs: number } {
  return before && before.number === number ? before : { number, atMs }
}
