import { OpraasError } from './errors/index.ts'

/** Longest configuration, in bytes: what the market lets into an event. */
const MAX_BYTES = 4_096
const PREFIX = 'data:application/toml;base64,'
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** The URI under which a client publishes its config.toml when it binds: the file itself, readable for everybody. */
export function toConfigUri(configToml: string): string {
  const bytes = new TextEncoder().encode(configToml)
  return PREFIX + btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** The config.toml in a configuration URI; undefined for any other kind: nobody fetches what a stranger names. */
export function decodeConfigUri(uri: string): string | undefined {
  const base64 = uri.slice(PREFIX.length)
  if (!uri.startsWith(PREFIX) || uri.length > MAX_BYTES || !BASE64.test(base64)) return undefined
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

/**
 * The config.toml behind a chain's configuration URI.
 *
 * @throws OpraasError OPR-700 for any other kind of URI
 */
export function fromConfigUri(uri: string): string {
  const configToml = decodeConfigUri(uri)
  if (configToml !== undefined) return configToml
  throw new OpraasError(`The chain's configuration is ${uri.slice(0, 60)}…, expected ${PREFIX}…`, {
    code: 'OPR-700',
    next: 'The client binds again with its config.toml as a data URI.',
    values: { uri },
  })
}
