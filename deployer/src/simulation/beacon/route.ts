/** What a request asks for. */
export type Route =
  | { kind: 'version' }
  | { kind: 'genesis' }
  | { kind: 'spec' }
  | { kind: 'sidecars'; slot: number; indices: readonly number[] }
  | { kind: 'blobs'; slot: number; versionedHashes: readonly string[] }
  | { kind: 'malformed'; expected: string }
  | { kind: 'unknown' }

/** No block has more blobs, and no caller asks for more at once. */
const MAX_FILTERS = 128

/** Reads the path and query of a request. Pure. */
export function parseRoute(target: string): Route {
  if (!URL.canParse(target, 'http://beacon')) return { kind: 'malformed', expected: 'a path' }
  const { pathname, searchParams } = new URL(target, 'http://beacon')
  switch (pathname) {
    case '/eth/v1/node/version':
      return { kind: 'version' }
    case '/eth/v1/beacon/genesis':
      return { kind: 'genesis' }
    case '/eth/v1/config/spec':
      return { kind: 'spec' }
  }
  const [, kind, block = ''] = /^\/eth\/v1\/beacon\/(blob_sidecars|blobs)\/([^/]+)$/.exec(pathname) ?? []
  if (!kind) return { kind: 'unknown' }
  if (!/^\d{1,15}$/.test(block)) return { kind: 'malformed', expected: 'a slot as a decimal number' }
  const slot = Number(block)
  const filters = (name: string): string[] => searchParams.getAll(name).flatMap((value) => value.split(','))
  const [indices, hashes] = [filters('indices'), filters('versioned_hashes')]
  if (Math.max(indices.length, hashes.length) > MAX_FILTERS)
    return { kind: 'malformed', expected: `at most ${MAX_FILTERS} blobs` }
  if (kind === 'blobs') {
    return hashes.every((hash) => /^0x[0-9a-fA-F]{64}$/.test(hash))
      ? { kind: 'blobs', slot, versionedHashes: hashes.map((hash) => hash.toLowerCase()) }
      : { kind: 'malformed', expected: 'versioned_hashes of 32 bytes' }
  }
  return indices.every((index) => /^\d{1,4}$/.test(index))
    ? { kind: 'sidecars', slot, indices: indices.map(Number) }
    : { kind: 'malformed', expected: 'indices as decimal numbers' }
}
