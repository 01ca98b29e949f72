/** Calls of one run. Long enough for several epochs, terminations and closes of one agreement. */
const DEPTH = 200

/** What all campaigns found together. A call reverts when an actor's own code did, not when the market refused. */
export type CampaignTotals = { calls: number; reverts: number; failed: number }

/** How often each invariant has to run for so many calls in all: each is a campaign of its own. */
export function planCampaigns(
  calls: number,
  sources: readonly string[],
): { campaigns: number; runs: number; depth: number } {
  const campaigns = sources.flatMap((source) => source.match(/\bfunction invariant/g) ?? []).length
  if (campaigns === 0) throw new Error('There is no invariant to test.')
  const depth = Math.min(DEPTH, Math.ceil(calls / campaigns))
  return { campaigns, runs: Math.ceil(calls / campaigns / depth), depth }
}

/** Adds up what Hardhat's runner gives back for each suite. */
export function totalCampaigns(suiteResults: unknown): CampaignTotals {
  // The shape of EDR's results; Hardhat exports no type for them.
  const suites = suiteResults as {
    testResults: { status: string; kind: { calls?: bigint; reverts?: bigint } }[]
  }[]
  const totals: CampaignTotals = { calls: 0, reverts: 0, failed: 0 }
  for (const { status, kind } of suites.flatMap(({ testResults }) => testResults)) {
    totals.calls += Number(kind.calls ?? 0n)
    totals.reverts += Number(kind.reverts ?? 0n)
    if (status === 'Failure') totals.failed++
  }
  return totals
}
