/** A public API counts calls. */
const PERIOD_MS = 5_000
const TIMEOUT_MS = 4_000

/**
 * Looks whether the beacon API of L1 answers: without it no batch in blobs can be read, and safe heads stand still.
 *
 * @param url - May be secret; undefined when no blobs are read.
 * @returns Asks for what is wrong, in words; looks again only now and then.
 */
export function createBeaconWatch(url: string | undefined): () => Promise<string | undefined> {
  if (url === undefined) return async () => undefined
  const { target, headers } = versionRequest(url)
  let askedAtMs = 0
  let finding: string | undefined
  return async () => {
    if (Date.now() - askedAtMs < PERIOD_MS) return finding
    askedAtMs = Date.now()
    const status = await fetch(target, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) }).then(
      async (response) => {
        await response.body?.cancel()
        return response.status
      },
      () => undefined,
    )
    const reason = status ? ` (HTTP ${status})` : ''
    finding = status === 200 ? undefined : `the beacon API of L1 does not answer${reason}`
    return finding
  }
}

/** fetch takes no user and password in a URL. */
function versionRequest(url: string): { target: URL; headers: Record<string, string> } {
  const target = new URL(url)
  const { username, password } = target
  target.username = ''
  target.password = ''
  target.pathname = `${target.pathname.replace(/\/$/, '')}/eth/v1/node/version`
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)
  return { target, headers: username ? { authorization: `Basic ${credentials.toString('base64')}` } : {} }
}
