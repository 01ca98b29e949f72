import * as v from 'valibot'

/** Where a chain answers. A vendor's own text: URLs are http(s) without credentials, or left out. */
export type Endpoints = {
  rpc: string | undefined
  ws: string | undefined
  explorer: string | undefined
  /** The engine fakes a part of the stack. */
  simulated: boolean
}

const schema = v.object({
  rpc: v.optional(v.string()),
  ws: v.optional(v.string()),
  explorer: v.optional(v.string()),
  simulated: v.optional(v.boolean(), false),
})

/** Reads published endpoints; undefined when they are no JSON of this shape. Pure. */
export function parseEndpoints(text: string): Endpoints | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  const result = v.safeParse(schema, value)
  if (!result.success || Array.isArray(value)) return undefined
  const { rpc, ws, explorer, simulated } = result.output
  return {
    rpc: allowUrl(rpc, ['https:', 'http:']),
    ws: allowUrl(ws, ['wss:', 'ws:']),
    explorer: allowUrl(explorer, ['https:', 'http:']),
    simulated,
  }
}

/** A URL with one of these protocols; unencrypted ones only on this machine. Pure. */
export function allowUrl(text: string | undefined, protocols: readonly string[]): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined
  const { protocol, hostname, username, password, href } = new URL(text)
  if (!protocols.includes(protocol) || username !== '' || password !== '') return undefined
  const isPlain = protocol === 'http:' || protocol === 'ws:'
  return isPlain && hostname !== '127.0.0.1' && hostname !== 'localhost' ? undefined : href.replace(/\/$/, '')
}
