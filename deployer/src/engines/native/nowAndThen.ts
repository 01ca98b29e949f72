/**
 * Keeps an answer of L1 that is not needed fresh at every moment.
 *
 * @returns What is known at the moment, undefined before the first answer; it never waits. An L1 that does not answer
 *   is found by others, and changes nothing here.
 */
export function nowAndThen<T>(periodMs: number, look: () => Promise<T>): () => T | undefined {
  let known: T | undefined
  let nextAtMs = 0
  return () => {
    if (Date.now() >= nextAtMs) {
      nextAtMs = Date.now() + periodMs
      look().then(
        (found) => {
          known = found
        },
        (error: Error) => console.error(error.message),
      )
    }
    return known
  }
}
