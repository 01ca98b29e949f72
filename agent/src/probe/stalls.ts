import { STALL_MS } from './profile.ts'

const BEAT_MS = 100

/** Notices when this process stood still: what was measured meanwhile says nothing about the endpoint. */
export function watchStalls() {
  let beatMs = performance.now()
  let stalledUntilMs = Number.NEGATIVE_INFINITY
  const isLate = (nowMs: number): boolean => nowMs - beatMs - BEAT_MS > STALL_MS
  const timer = setInterval(() => {
    const nowMs = performance.now()
    if (isLate(nowMs)) stalledUntilMs = nowMs
    beatMs = nowMs
  }, BEAT_MS)
  timer.unref()
  return {
    /** True when the process stood still at any time since then, on the clock of `performance.now()`. */
    since: (sinceMs: number): boolean => stalledUntilMs >= sinceMs || isLate(performance.now()),
    stop: (): void => clearInterval(timer),
  }
}

export type Stalls = ReturnType<typeof watchStalls>
