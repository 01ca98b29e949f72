/** A filter of logs as eth_subscribe takes it, parsed. Lowercase. */
export type LogFilter = {
  addresses: ReadonlySet<string> | undefined
  /** One set of choices per position; undefined matches anything. */
  topics: readonly (ReadonlySet<string> | undefined)[]
}

/** Parses the filter of a subscription; undefined when it isn't one. */
export function parseLogFilter(value: unknown): LogFilter | undefined {
  if (value === undefined || value === null) return { addresses: undefined, topics: [] }
  if (typeof value !== 'object') return undefined
  const { address, topics } = value as { address?: unknown; topics?: unknown }
  const addresses = parseChoices(address)
  const positions = (topics ?? []) as unknown
  if (addresses === 'invalid' || !Array.isArray(positions) || positions.length > 4) return undefined
  const parsed = positions.map(parseChoices)
  return parsed.includes('invalid')
    ? undefined
    : { addresses, topics: parsed.filter((choices) => choices !== 'invalid') }
}

/** True when a log as eth_getLogs gives it passes the filter. */
export function matchesLog({ addresses, topics }: LogFilter, log: unknown): boolean {
  const { address, topics: found } = log as { address?: string; topics?: readonly string[] }
  if (addresses && !addresses.has(String(address).toLowerCase())) return false
  return topics.every((choices, index) => !choices || choices.has(String(found?.[index]).toLowerCase()))
}

/** One value, several of them, or none at all, which matches anything. */
function parseChoices(value: unknown): ReadonlySet<string> | undefined | 'invalid' {
  if (value === undefined || value === null) return undefined
  const values: unknown[] = Array.isArray(value) ? value : [value]
  if (values.length === 0) return undefined
  if (!values.every((one) => typeof one === 'string')) return 'invalid'
  return new Set(values.map((one) => one.toLowerCase()))
}
