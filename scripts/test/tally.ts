/** What one part of the tests found. */
export type Result = {
  name: string
  passed: number
  failed: number
  seconds: number
  /** One line each, with the reason. */
  skipped: string[]
  /** What to read when something failed, ready to print. */
  failures: string[]
}

/** Capabilities that must not be missing: a skip for want of one is a failure. `OPRAAS_REQUIRE=go,promtool` */
export function readRequired(environment: NodeJS.ProcessEnv): Set<string> {
  return new Set((environment.OPRAAS_REQUIRE ?? '').split(/[\s,]+/).filter(Boolean))
}

/** The capability a skip names as missing: its reason begins with `needs <capability>`. */
export function missingCapability(reason: string): string | undefined {
  return /^needs ([\w-]+)/i.exec(reason)?.[1]?.toLowerCase()
}

/** Turns skips for want of something required into failures. Pure. */
export function enforceRequired(result: Result, required: ReadonlySet<string>): Result {
  const isRequired = (line: string): boolean => {
    const capability = missingCapability(line.slice(line.indexOf(': ') + 2))
    return capability !== undefined && required.has(capability)
  }
  const failures = result.skipped.filter(isRequired)
  return {
    ...result,
    failed: result.failed + failures.length,
    failures: [
      ...result.failures,
      ...failures.map((line) => `required by OPRAAS_REQUIRE, but skipped: ${line}`),
    ],
    skipped: result.skipped.filter((line) => !isRequired(line)),
  }
}

/** Prints a part: its counts, and everything that failed. */
export function printResult({ name, passed, failed, seconds, failures }: Result): void {
  const counts = `${passed} passed${failed > 0 ? `, ${failed} failed` : ''}`
  console.log(`${failed > 0 ? 'FAILED' : 'ok    '}  ${name}  ${counts}  ${seconds.toFixed(1)} s`)
  for (const failure of failures) console.log(`\n${failure.trimEnd()}\n`)
}
