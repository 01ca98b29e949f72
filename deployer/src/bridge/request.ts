import type { State } from '../state/state.ts'

/**
 * The journal's id of something the user asks for, like a deposit of an amount. An interrupted one that was asked
 * for in the same words is taken up; one that was finished, or that failed, makes room for the next.
 */
export function requestId(state: State, words: string): { id: string; isResumed: boolean } {
  for (let number = 0; ; number++) {
    const id = `${words}:${number}`
    const mined = state.mined.get(id)
    if (state.stages.has(id) || mined?.status === 'reverted') continue
    return { id, isResumed: mined !== undefined || state.pending.has(id) }
  }
}
