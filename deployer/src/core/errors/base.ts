import { type ErrorCode, type ErrorEntry, errorRegistry } from './registry.ts'

/** What an error knows beyond its sentence. */
export type ErrorDetails = {
  /** Number in the registry; stable for good. */
  code: ErrorCode
  /** What the user can do now, in one sentence. */
  next: string
  cause?: unknown
  /** Values behind the sentence, for `--json`. */
  values?: Readonly<Record<string, unknown>>
}

/** Every error that users meet: a sentence with values, a number, a next step, a place in docs/errors.md. */
export class OpraasError extends Error {
  override name = 'OpraasError'
  readonly code: ErrorCode
  readonly next: string
  readonly docs: string
  /** True when the same call may succeed later. */
  readonly retryable: boolean
  readonly values: Readonly<Record<string, unknown>>

  constructor(message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = details.code
    this.next = details.next
    this.docs = `docs/errors.md#${details.code.toLowerCase()}`
    const entry: ErrorEntry = errorRegistry[details.code]
    this.retryable = entry.retryable ?? false
    this.values = details.values ?? {}
  }

  /** The first error in the chain of causes for which `is` holds, itself included. */
  walk(is: (error: unknown) => boolean): unknown {
    let error: unknown = this
    while (error !== undefined && error !== null) {
      if (is(error)) return error
      error = error instanceof Error ? error.cause : undefined
    }
    return undefined
  }

  /** The fields that `--json` prints. */
  toJSON(): Record<string, unknown> {
    const { code, message, next, docs, retryable, values } = this
    return { code, name: this.name, message, next, docs, retryable, values }
  }
}

/** Any thrown value as an {@link OpraasError}: unknown ones become OPR-900, their message kept. */
export function asOpraasError(error: unknown): OpraasError {
  if (error instanceof OpraasError) return error
  const message = error instanceof Error ? error.message : String(error)
  return new OpraasError(message, {
    code: 'OPR-900',
    next: 'Run the command again with --verbose and report what it prints.',
    cause: error,
  })
}
