import type { PublishedEndpoints } from '../chain/agreements.ts'

/** Where to measure a chain, or why there is nowhere. */
export type Endpoint =
  | { kind: 'open'; url: URL; simulated: boolean }
  /** Every sample is a miss: what cannot be measured is not served. */
  | { kind: 'refused'; note: string }

/** What a probe makes of a publication, before it connects to anything. */
export function admitEndpoint(
  published: PublishedEndpoints | undefined,
  options: { localMarket: boolean },
): Endpoint {
  if (!published) return { kind: 'refused', note: 'endpoints unreadable' }
  if (!URL.canParse(published.rpc)) return { kind: 'refused', note: 'not a url' }
  const url = new URL(published.rpc)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { kind: 'refused', note: 'not http or https' }
  if (url.username !== '' || url.password !== '') return { kind: 'refused', note: 'credentials in the url' }
  if (published.simulated && !options.localMarket) return { kind: 'refused', note: 'simulated chain' }
  return { kind: 'open', url, simulated: published.simulated }
}

/** Checks of the chain's identity that are not made on an endpoint, in words for people. */
export function skippedChecks(endpoint: Endpoint): string[] {
  if (endpoint.kind === 'refused') return []
  return endpoint.simulated
    ? [
        'genesis hash: the embedded engine has a block 0 of its own',
        'L1-derived hashes: the chain is simulated',
      ]
    : ['genesis hash and L1-derived hashes: profile 1 checks the chain id only']
}
