/** A signal that aborts when somebody wants this program to end, or nobody listens to it any more. */
export function interruption(): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(name, () => stop.abort(new Error(`ended by ${name}`)))
  process.stderr.on('error', (error) => stop.abort(error))
  return stop.signal
}
