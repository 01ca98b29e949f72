import type { ServicesInput } from './types.ts'

/**
 * Numbers of a chain and its L1, read at one moment. Milliseconds of the wall clock; block numbers. `rests`: no block is
 * made, on purpose.
 */
export type Pulse = {
  atMs: number
  l1: number
  unsafe: number
  safe: number
  finalized: number
  rests?: boolean
}

/** When each number last moved, and how often its service was restarted without it moving since. */
export type Movement = {
  l1: { number: number; atMs: number }
  unsafe: { number: number; atMs: number; attempts: number }
  safe: { number: number; atMs: number; attempts: number }
}

/** What is wrong, in words for people, and which service to start anew. */
export type Diagnosis = {
  movement: Movement
  findings: string[]
  restart: { service: 'batcher' | 'sequencer'; reason: string } | undefined
}

/** How long each number may stand still, in milliseconds. */
export function patience({ blockTimeSeconds, run }: Pick<ServicesInput, 'blockTimeSeconds' | 'run'>): {
  l1: number
  unsafe: number
  safe: number
} {
  const l1BlockMs = run.isLocalL1 ? 2_000 : 12_000
  return {
    l1: 10 * l1BlockMs,
    unsafe: Math.max(20_000, 10_000 * blockTimeSeconds),
    // A whole channel, its inclusion, and as much again.
    safe: 2 * (run.services.maxChannelDurationBlocks + 6) * l1BlockMs,
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
  const movement: Movement = { l1, unsafe, safe }
  const findings: string[] = []
  const seconds = (since: number): number => Math.round((atMs - since) / 1000)

  if (atMs - l1.atMs > limit.l1) {
    findings.push(`L1 has made no block for ${seconds(l1.atMs)} s`)
    // What waits for L1 starts counting when L1 is back.
    const rested = { l1, unsafe: { ...unsafe, atMs }, safe: { ...safe, atMs } }
    return { movement: rested, findings, restart: undefined }
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
  if (pulse.unsafe > pulse.safe && atMs - safe.atMs > limit.safe) {
    const finding = `the safe head stands at ${safe.number} for ${seconds(safe.atMs)} s`
    findings.push(finding)
    if (!restart && atMs - safe.atMs > limit.safe * 2 ** safe.attempts) {
      restart = { service: 'batcher', reason: finding }
      safe.attempts++
    }
  }
  return { movement, findings, restart }
}

function step<T extends { number: number; atMs: number }>(
  before: T | undefined,
  number: number,
  atMs: number,
): T | { number: number; atMs: number } {
  return before && before.number === number ? before : { number, atMs }
}
