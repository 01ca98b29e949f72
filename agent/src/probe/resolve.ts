import { lookup, Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isPublicAddress } from './addresses.ts'
import { NotPublicError } from './errors.ts'

/** All addresses of a host name; throws when there are none. */
export type Resolve = (hostname: string) => Promise<string[]>

/** Asks the system: knows /etc/hosts, for local markets. */
export const resolveBySystem: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true })).map(({ address }) => address)

/**
 * Asks name servers only. The system's own look-up occupies one of four threads while it waits: a slow name server of
 * one vendor would spoil the samples of all others.
 */
export function resolveByDns(): Resolve {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  return async (hostname) => {
    const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    if (addresses.length > 0) return addresses
    throw answers[0].status === 'rejected' ? answers[0].reason : new TypeError(`no address of ${hostname}`)
  }
}

/** Where a probe may connect to. */
export type Reach = { resolve: Resolve; allowPrivate: boolean }

/**
 * The addresses of a host that may be connected to. What is returned here must be what is connected to: a second
 * look-up could say something else.
 *
 * @throws {@link NotPublicError} when there is no public one among them
 */
export async function admittedAddresses(host: string, { resolve, allowPrivate }: Reach): Promise<string[]> {
  const literal = host.replace(/^\[|\]$/g, '')
  const addresses = isIP(literal) ? [literal] : await resolve(host)
  const admitted = allowPrivate ? addresses : addresses.filter(isPublicAddress)
  if (admitted.length === 0) throw new NotPublicError({ host, addresses })
  return admitted
}
