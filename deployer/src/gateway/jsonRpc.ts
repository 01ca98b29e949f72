/** Deepest nesting of a request; real ones stay below ten. */
const MAX_DEPTH = 40

/** Answer to one call: a result as JSON text, or an error. */
export type Outcome =
  | { kind: 'result'; json: string }
  | { kind: 'error'; code: number; message: string; data?: unknown }

/** One call of a caller. `id` as JSON text; absent for a notification. */
export type Call = { id: string | undefined; method: string; params: readonly unknown[] }

/** A request body after parsing: calls in order, each of which may be invalid by itself. */
export type Body =
  | { kind: 'invalid'; outcome: Outcome }
  | { kind: 'single'; item: BodyItem }
  | { kind: 'batch'; items: readonly BodyItem[] }

export type BodyItem =
  | { kind: 'call'; call: Call }
  | { kind: 'invalid'; id: string | undefined; outcome: Outcome }

/** Codes of JSON-RPC 2.0 and of EIP-1474. */
export const codes = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  unavailable: -32000,
  limitExceeded: -32005,
} as const

export function fail(code: number, message: string, data?: unknown): Outcome {
  return { kind: 'error', code, message, ...(data !== undefined && { data }) }
}

export function succeed(value: unknown): Outcome {
  return { kind: 'result', json: JSON.stringify(value) }
}

/** What a caller beyond its rate gets. */
export const tooManyCalls = fail(codes.limitExceeded, 'too many calls from this address; slow down')

/** Parses a request body. Never throws: what is wrong becomes the answer. */
export function parseBody(text: string, maxBatch: number): Body {
  if (isTooDeep(text)) return refuse(codes.invalidRequest, `nested deeper than ${MAX_DEPTH} levels`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return refuse(codes.parseError, 'the request is not JSON')
  }
  if (!Array.isArray(value)) return { kind: 'single', item: parseItem(value) }
  if (value.length === 0) return refuse(codes.invalidRequest, 'an empty batch')
  if (value.length > maxBatch) {
    return refuse(codes.invalidRequest, `a batch of ${value.length} calls; at most ${maxBatch} are allowed`)
  }
  return { kind: 'batch', items: value.map(parseItem) }
}

/** One response as JSON text. */
export function renderResponse(id: string, outcome: Outcome): string {
  const head = `{"jsonrpc":"2.0","id":${id},`
  if (outcome.kind === 'result') return `${head}"result":${outcome.json}}`
  const { code, message, data } = outcome
  return `${head}"error":${JSON.stringify({ code, message, data })}}`
}

function refuse(code: number, message: string): Body {
  return { kind: 'invalid', outcome: fail(code, message) }
}

function parseItem(value: unknown): BodyItem {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'invalid', id: 'null', outcome: fail(codes.invalidRequest, 'a request is an object') }
  }
  const { id: rawId, method, params, jsonrpc } = value as Record<string, unknown>
  const id = rawId === undefined ? undefined : parseId(rawId)
  const invalid = (code: number, message: string): BodyItem => ({
    kind: 'invalid',
    id: id ?? 'null',
    outcome: fail(code, message),
  })
  if (rawId !== undefined && id === undefined) {
    return invalid(codes.invalidRequest, 'an id is a string, a whole number or null')
  }
  if (jsonrpc !== '2.0') return invalid(codes.invalidRequest, 'jsonrpc must be "2.0"')
  if (typeof method !== 'string') return invalid(codes.invalidRequest, 'method must be a string')
  if (params !== undefined && params !== null && !Array.isArray(params)) {
    return invalid(codes.invalidParams, 'params must be an array')
  }
  return { kind: 'call', call: { id, method, params: params ?? [] } }
}

/** The id as JSON text; undefined when it can't be given back as it came. */
function parseId(id: unknown): string | undefined {
  if (id === null || typeof id === 'string' || Number.isSafeInteger(id)) return JSON.stringify(id)
  return undefined
}

/** Counts brackets outside of strings, before anything recursive touches the text. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index)
    if (inString) {
      if (character === 0x5c) index++
      else if (character === 0x22) inString = false
    } else if (character === 0x22) inString = true
    else if (character === 0x5b || character === 0x7b) {
      if (++depth > MAX_DEPTH) return true
    } else if (character === 0x5d || character === 0x7d) depth--
  }
  return false
}
