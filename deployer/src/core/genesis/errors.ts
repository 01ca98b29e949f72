import { InvalidInputError } from '../errors/index.ts'

/**
 * A value that no genesis or rollup config can be made of.
 *
 * `field` is the path of the value as its author knows it (`alloc.0x42….storage`, `forks.isthmus`), `found` the
 * value itself and `expected` a phrase that ends the sentence "expected …".
 */
export class GenesisError extends InvalidInputError {
  override name = 'GenesisError'
  readonly field: string
  readonly found: unknown
  readonly expected: string

  constructor({ field, found, expected }: { field: string; found: unknown; expected: string }) {
    super({ field, found: formatFound(found), expected })
    this.field = field
    this.found = found
    this.expected = expected
  }
}

function formatFound(found: unknown): string {
  if (found === undefined) return 'nothing'
  if (typeof found === 'bigint') return found.toString()
  const text = typeof found === 'string' ? JSON.stringify(found) : describe(found)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

function describe(found: unknown): string {
  if (Array.isArray(found)) return `a list of ${found.length}`
  if (typeof found === 'object' && found !== null) return 'an object'
  return String(found)
}
