import type { Hash } from 'viem'

/** What one backend in service says of its chain. */
export type Report = {
  name: string
  latest: bigint
  latestHash: Hash
  safe?: bigint
  finalized?: bigint
  /** Hash that it has for the block the group serves as latest; absent when it has none. */
  hashAtServed?: Hash
  /** Highest block it ever had; above `latest` after a rollback. */
  peak: bigint
}

/** What the group serves as heads, and who may answer. */
export type Agreement = {
  latest: bigint
  hash?: Hash
  safe?: bigint
  finalized?: bigint
  /** Backends that have the served latest block, on the chain that most of them are on. */
  members: readonly string[]
}

/** A step from one agreement to the next, and what was unusual about it. */
export type AgreementStep = {
  agreement: Agreement
  /** Every backend went back below the served head: it was followed. */
  wentBack: boolean
  /** The served latest block got another hash. */
  reorged: boolean
  /** Backends on another chain than the group. */
  forked: readonly string[]
}

/**
 * The heads that a group of backends serves: the highest block that two of them have (one, if it is alone), so that
 * the loss of one backend takes nothing back, and one that hangs holds nobody up. Latest never goes back, unless all
 * backends are below it and one that had it rolled back, or `isStalled` says that nobody had it for too long.
 *
 * @param reports - Of the backends in service; sequencers first, they win a tie between two chains.
 */
export function agree(
  previous: Agreement | undefined,
  reports: readonly Report[],
  options: { maxLagBlocks: number; isStalled: boolean },
): AgreementStep | undefined {
  const chainHash = mostCommon(reports.flatMap(({ hashAtServed }) => hashAtServed ?? []))
  const forked = reports.filter(({ hashAtServed }) => hashAtServed && hashAtServed !== chainHash)
  const ours = reports.filter((report) => !forked.includes(report))
  const newest = ours.map(({ latest }) => latest).sort(descending)
  const reference = newest.length > 2 ? newest[1] : newest[0]
  if (reference === undefined) return undefined

  const candidates = ours.filter(({ latest }) => latest >= reference - BigInt(options.maxLagBlocks))
  const common = seenByTwo(candidates.map(({ latest }) => latest))
  const wentBack = previous !== undefined && isBelow(previous.latest, candidates, options.isStalled)
  const latest = wentBack || previous === undefined ? common : max(common, previous.latest)
  const members = candidates.filter((report) => report.latest >= latest)
  const reorged = previous?.hash !== undefined && chainHash !== undefined && chainHash !== previous.hash
  const restarts = wentBack || reorged || previous === undefined
  const settle = (tag: 'safe' | 'finalized'): bigint | undefined => {
    const found = seenByTwo(members.flatMap((report) => report[tag] ?? []))
    const floor = restarts ? undefined : previous[tag]
    const highest = found === undefined || floor === undefined ? (found ?? floor) : max(found, floor)
    return highest !== undefined && highest > latest ? latest : highest
  }
  const [safe, finalized] = [settle('safe'), settle('finalized')]
  const known = latest === previous?.latest ? chainHash : undefined
  const hash = known ?? members.find((report) => report.latest === latest)?.latestHash
  const agreement: Agreement = {
    latest,
    ...(hash && { hash }),
    ...(safe !== undefined && { safe }),
    ...(finalized !== undefined && { finalized }),
    members: members.map(({ name }) => name),
  }
  return { agreement, wentBack, reorged, forked: forked.map(({ name }) => name) }
}

/** True when nobody has `served` any more: one who had it rolled back, or all lack it for too long. */
function isBelow(served: bigint, reports: readonly Report[], isStalled: boolean): boolean {
  if (reports.some(({ latest }) => latest >= served)) return false
  return isStalled || reports.some(({ peak }) => peak >= served)
}

/** The highest number that two have reached; of one alone, its own. */
function seenByTwo(numbers: readonly bigint[]): bigint
function seenByTwo(numbers: readonly bigint[]): bigint | undefined {
  const sorted = [...numbers].sort(descending)
  return sorted[1] ?? sorted[0]
}

function mostCommon(hashes: readonly Hash[]): Hash | undefined {
  const counts = new Map<Hash, number>()
  for (const hash of hashes) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}

function descending(a: bigint, b: bigint): number {
  return a > b ? -1 : a < b ? 1 : 0
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
