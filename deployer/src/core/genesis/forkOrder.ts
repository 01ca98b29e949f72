import { GenesisError } from './errors.ts'

/** A fork in a file or input, whatever its times count from. */
export type DatedFork = {
  readonly name: string
  readonly field: string
  /** Absent: never. */
  readonly time: number | bigint | undefined
  /** The time as its author wrote it. */
  readonly written: unknown
}

/**
 * Holds forks to their order: each needs all earlier ones, none of them later than itself.
 *
 * @param forks - In the order in which they can become active.
 * @throws {@link GenesisError} naming the fork that is missing or too early.
 */
export function checkForkOrder(forks: readonly DatedFork[]): void {
  let missing: DatedFork | undefined
  let earlier: DatedFork | undefined
  for (const fork of forks) {
    if (fork.time === undefined) {
      missing ??= fork
      continue
    }
    if (missing !== undefined) {
      const expected = `a time, because ${fork.name} is set`
      throw new GenesisError({ field: missing.field, found: undefined, expected })
    }
    if (earlier?.time !== undefined && fork.time < earlier.time) {
      const expected = `not before ${earlier.name} (${earlier.written})`
      throw new GenesisError({ field: fork.field, found: fork.written, expected })
    }
    earlier = fork
  }
}
