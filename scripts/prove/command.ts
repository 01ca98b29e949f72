/** Runs a command to its exit code. Ctrl-C ends what it started; an error is a sentence on stderr. */
export async function runCommand(main: (signal: AbortSignal) => Promise<number>): Promise<void> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(new Error(signal)))
  try {
    process.exitCode = await main(stop.signal)
  } catch (error) {
    say(`\n${error instanceof Error ? error.message : error}`)
    process.exitCode = 1
  }
}

/** Progress: stdout holds the result alone. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** An option that is a whole number. */
export function parseWhole(option: string, text: string, min = 0): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= min) return number
  throw new TypeError(`${option} ${text}: expected a whole number${min > 0 ? ` from ${min}` : ''}.`)
}

/** A seed for who names none. */
export function randomSeed(): string {
  return String(Math.floor(Math.random() * 2 ** 32))
}
