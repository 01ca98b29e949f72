import { toJson } from '@opraas/deployer'
import { destination, pino } from 'pino'

/** Writes events: a name and its values, one JSON line each. Bigints become decimal strings. */
export type Log = {
  info(event: string, values?: Readonly<Record<string, unknown>>): void
  warn(event: string, values?: Readonly<Record<string, unknown>>): void
  error(event: string, values?: Readonly<Record<string, unknown>>): void
}

/** A log for `name` (“agent”, “probe”): on stdout for daemons, on stderr for commands whose result is on stdout. */
export function createLog(name: string, stream: 'stdout' | 'stderr' = 'stdout'): Log {
  const options = { name, base: { name }, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' }
  const logger = pino(options, destination({ fd: stream === 'stdout' ? 1 : 2, sync: true }))
  const plain = (values: Readonly<Record<string, unknown>> = {}): object =>
    JSON.parse(toJson(values)) as object
  return {
    info: (event, values) => logger.info(plain(values), event),
    warn: (event, values) => logger.warn(plain(values), event),
    error: (event, values) => logger.error(plain(values), event),
  }
}
