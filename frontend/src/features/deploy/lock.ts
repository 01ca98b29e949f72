/**
 * Holds a name for this tab until the signal ends it; waits as long as another tab has it.
 *
 * @param onLock - Told when another tab has it, and when this one got it.
 */
export async function holdLock(
  name: string,
  signal: AbortSignal,
  onLock: (lock: 'held' | 'elsewhere') => void,
): Promise<void> {
  // Pages without https have no locks.
  if (!('locks' in navigator)) return onLock('held')
  const ended = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  )
  const hold = async (lock: Lock | null): Promise<boolean> => {
    if (!lock) return false
    onLock('held')
    await ended
    return true
  }
  if (await navigator.locks.request(name, { ifAvailable: true }, hold)) return
  if (signal.aborted) return
  onLock('elsewhere')
  try {
    await navigator.locks.request(name, { signal }, hold)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
