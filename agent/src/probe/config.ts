import { isLocalChain, localChainIds } from '@opraas/contracts'
import { ArgumentError, type Environment, redactUrl } from '@opraas/deployer'
import { type Address, isAddress } from 'viem'

/** Where the external adapter listens unless told otherwise. */
export const DEFAULT_LISTEN = '127.0.0.1:4703'

/** Where samples are kept unless told otherwise. */
export const DEFAULT_DATA = 'probe-data'

/** Variables of the environment that stand for options; the market's own are those of connectMarket. */
export const variables = {
  adapter: 'OPRAAS_PROBE_ADAPTER',
  data: 'OPRAAS_PROBE_DATA',
  listen: 'OPRAAS_PROBE_LISTEN',
  adapterUrl: 'OPRAAS_PROBE_ADAPTER_URL',
  nodeKey: 'OPRAAS_NODE_KEY',
  signerKey: 'OPRAAS_PROBE_SIGNER_KEY',
} as const

/** Milliseconds between two looks at the market: its blocks come every second or two, or every twelve. */
export function pollMsOf(option: string | undefined, marketChainId: number): number {
  if (option === undefined) return isLocalChain(marketChainId) ? 1_000 : 6_000
  const pollMs = Number(option)
  if (Number.isInteger(pollMs) && pollMs >= 100 && pollMs <= 10_000) return pollMs
  throw new ArgumentError({ argument: '--poll-ms', found: option, expected: 'milliseconds, 100 to 10000' })
}

/** An address from an option or its variable. @throws ArgumentError */
export function addressOf(argument: string, value: string | undefined): Address {
  if (value !== undefined && isAddress(value, { strict: false })) return value.toLowerCase() as Address
  throw new ArgumentError({ argument, found: value ?? 'nothing', expected: 'an address' })
}

/** An http or https URL from an option. @throws ArgumentError, without what may be secret in it */
export function httpUrlOf(argument: string, value: string): string {
  if (/^https?:$/.test(URL.parse(value)?.protocol ?? '')) return value
  throw new ArgumentError({ argument, found: redactUrl(value), expected: 'an http or https URL' })
}

/** An option, or the variable that stands for it, or a default. */
export function settingOf(
  option: string | undefined,
  { environment, variable, fallback }: { environment: Environment; variable: string; fallback: string },
): string {
  return option ?? environment[variable] ?? fallback
}

/** A listen address as host and port. @throws ArgumentError */
export function listenOf(value: string): { host: string; port: number } {
  const match = /^(.+):(\d{1,5})$/.exec(value)
  const [, host, port] = match ?? []
  if (host !== undefined && Number(port) <= 65_535)
    return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
  throw new ArgumentError({ argument: '--listen', found: value, expected: 'host:port, like 127.0.0.1:4703' })
}

/** Refuses what is for local chains only on any other. @throws ArgumentError */
export function requireLocal(argument: string, marketChainId: number): void {
  if (isLocalChain(marketChainId)) return
  const expected = `a market on a local chain (${localChainIds.join(', ')})`
  throw new ArgumentError({ argument, found: `a market on chain ${marketChainId}`, expected })
}
