import { OpraasError } from '@opraas/deployer'

/** Longest configuration, in bytes: what the market lets into an event. */
const MAX_BYTES = 4_096
const PREFIX = 'data:application/toml;base64,'

/** The URI under which a client publishes its config.toml when it binds: the file itself, readable for everybody. */
export function toConfigUri(configToml: string): string {
  return PREFIX + Buffer.from(configToml).toString('base64')
}

/**
 * The config.toml behind a chain's configuration URI.
 *
 * @throws OpraasError OPR-700 for any other kind of URI: an agent does not fetch what a stranger names.
 */
export function fromConfigUri(uri: string): string {
  if (!uri.startsWith(PREFIX) || uri.length > MAX_BYTES) {
    throw new OpraasError(`The chain's configuration is ${uri.slice(0, 60)}…, expected ${PREFIX}…`, {
      code: 'OPR-700',
      next: 'The client binds again with its config.toml as a data URI.',
      values: { uri },
    })
  }
  return Buffer.from(uri.slice(PREFIX.length), 'base64').toString('utf8')
}
