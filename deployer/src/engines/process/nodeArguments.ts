/** Flags that decide how the sources are loaded: a child has to load them alike. */
const inherited = /^(--conditions=|-C=|--import=|--disable-warning=)/

/**
 * Node's own flags for a program of ours. Not all of `process.execArgv`: a test runner puts flags of its own there,
 * like the one by which SIGUSR2 writes a report.
 */
export function nodeArguments(): string[] {
  return process.execArgv.filter((flag) => inherited.test(flag))
}
