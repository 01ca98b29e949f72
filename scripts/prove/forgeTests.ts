/** What forge found in some suites. */
export type ForgeTotals = { passed: number; failures: string[]; calls: number }

type TestResult = {
  status: 'Success' | 'Failure' | 'Skipped'
  reason?: string | null
  counterexample?: unknown
  kind: { Invariant?: { calls: number } }
}

/** Reads the line of JSON that `forge test --json` prints, for the suites whose path matches. */
export function readForgeTests(output: string, path: RegExp): ForgeTotals {
  const line = output.split('\n').find((text) => text.startsWith('{'))
  if (!line) throw new Error(`forge test failed:\n${output.trim()}`)
  // Forge's own shape.
  const suites = JSON.parse(line) as Record<string, { test_results: Record<string, TestResult> }>
  const totals: ForgeTotals = { passed: 0, failures: [], calls: 0 }
  for (const [suite, { test_results }] of Object.entries(suites).filter(([name]) => path.test(name))) {
    for (const [test, { status, reason, counterexample, kind }] of Object.entries(test_results)) {
      totals.calls += kind.Invariant?.calls ?? 0
      if (status === 'Success') totals.passed++
      if (status !== 'Failure') continue
      const found = counterexample ? `\n${JSON.stringify(counterexample, undefined, 2)}` : ''
      totals.failures.push(`${suite} ${test}: ${reason ?? 'failed'}${found}`)
    }
  }
  return totals
}
