/** A signal that aborts when somebody wants this program to end. */
export function interruption(): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(name, () => stop.abort(new Error(`ended by ${name}`)))
  return stop.signal
}
