const UNITS: readonly (readonly [seconds: number, name: (count: number) => string])[] = [
  [86_400, (count) => (count === 1 ? 'day' : 'days')],
  [3_600, () => 'h'],
  [60, () => 'min'],
  [1, () => 's'],
]

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const HALF_DAY = 43_200
const FEW_DAYS = 3 * 86_400

/** A length of time in at most two neighbouring units, rounded down: "16 s", "2 min 5 s", "14 days". */
export function formatDuration(seconds: number): string {
  return inUnits(seconds, 2)
}

/**
 * How long ago something was, in one unit: "1 s ago", "58 min ago"; "in 3 h" for what is still to come.
 *
 * @param seconds - Age; negative for the future.
 */
export function formatAge(seconds: number): string {
  return seconds < 0 ? `in ${inUnits(-seconds, 1)}` : `${inUnits(seconds, 1)} ago`
}

/** A day in UTC: "23 Dec 2026". `unix` in seconds; "—" when no calendar holds it. */
export function formatDate(unix: number): string {
  const date = new Date(unix * 1000)
  return isDate(date) ? `${day(date)} ${date.getUTCFullYear()}` : '—'
}

/** A day in UTC without its year, for labels of a scale: "23 Dec". `unix` in seconds. */
export function formatDay(unix: number): string {
  const date = new Date(unix * 1000)
  return isDate(date) ? day(date) : '—'
}

/** A time of day in UTC, to the second: "15:38:24 UTC". `unix` in seconds. */
export function formatClock(unix: number): string {
  return clock(unix, 'hh:mm:ss')
}

/** Day and time, for titles: "23 Dec 2026, 15:38:24 UTC". `unix` in seconds. */
export function formatDateTime(unix: number): string {
  return `${formatDate(unix)}, ${formatClock(unix)}`
}

/**
 * A point in time, as precise as its surroundings ask for: a clock among seconds, a date among days.
 *
 * @param options.spanSeconds - The stretch of time the reader looks at, such as all epochs of a strip.
 * @param options.short - Leaves out the year.
 */
export function formatMoment(
  unix: number,
  options: { spanSeconds: number; short?: boolean | undefined },
): string {
  if (options.spanSeconds < HALF_DAY) return formatClock(unix)
  if (options.spanSeconds < FEW_DAYS) return `${formatDay(unix)}, ${clock(unix, 'hh:mm')}`
  return options.short ? formatDay(unix) : formatDate(unix)
}

function isDate(date: Date): boolean {
  return !Number.isNaN(date.getTime())
}

function day(date: Date): string {
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`
}

function clock(unix: number, precision: 'hh:mm' | 'hh:mm:ss'): string {
  const date = new Date(unix * 1000)
  return isDate(date) ? `${date.toISOString().slice(11, 11 + precision.length)} UTC` : '—'
}

function inUnits(seconds: number, most: 1 | 2): string {
  let rest = Math.max(0, Math.floor(seconds))
  const first = UNITS.findIndex(([size]) => rest >= size)
  if (first === -1) return '0 s'
  const parts: string[] = []
  for (const [size, name] of UNITS.slice(first, first + most)) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(`${count} ${name(count)}`)
  }
  return parts.join(' ')
}
