import { type ClientRequestArgs, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { abortable } from './abort.ts'
import { NotPublicError } from './errors.ts'
import { MAX_ANSWER_BYTES } from './profile.ts'
import { admittedAddresses, type Reach } from './resolve.ts'

/** What came back: an answer, or why there was none. */
export type Answer = { ok: true; status: number; text: string } | { ok: false; note: string }

/**
 * One POST to an address that was checked, of limited size, without redirects, kept-alive connections or proxies.
 * Never throws: whatever goes wrong is told in a note, in words of ours.
 *
 * @param options.signal - Ends everything, from the look-up of the name to the last byte.
 */
export async function post(
  url: URL,
  body: string,
  options: { reach: Reach; signal: AbortSignal },
): Promise<Answer> {
  const { reach, signal } = options
  try {
    const addresses = await abortable(admittedAddresses(url.hostname, reach), signal)
    const response = await send(url, body, { lookup: lookupOf(addresses), signal })
    const text = await readBody(response)
    if (text === undefined) return { ok: false, note: 'answer too long' }
    return { ok: true, status: response.statusCode ?? 0, text }
  } catch (error) {
    return { ok: false, note: signal.aborted ? 'timeout' : describe(error) }
  }
}

/** Connects to nothing but the addresses given. */
function lookupOf(addresses: readonly string[]): LookupFunction {
  const entries = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_hostname, { all }, done) => {
    const [first] = entries
    if (!first) done(new Error('no address'), '')
    else if (all) done(null, entries)
    else done(null, first.address, first.family)
  }
}

function send(
  url: URL,
  body: string,
  { lookup, signal }: { lookup: LookupFunction; signal: AbortSignal },
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const options: ClientRequestArgs = {
    method: 'POST',
    agent: false,
    lookup,
    signal,
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
  }
  return new Promise((resolve, reject) => {
    request(url, options, resolve).once('error', reject).end(body)
  })
}

/** The whole body; undefined when it is longer than a probe reads. */
async function readBody(response: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    // Leaving the loop destroys the connection.
    if (size > MAX_ANSWER_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function describe(error: unknown): string {
  if (error instanceof NotPublicError) return 'address not public'
  const { code = '' } = error as { code?: string }
  if (code === 'ECONNREFUSED') return 'connection refused'
  if (code === 'ENOTFOUND' || code === 'ENODATA') return 'no such host'
  if (/CERT|TLS|SSL/.test(code)) return 'tls failed'
  return code === '' ? 'connection failed' : `connection failed (${code})`.slice(0, 80)
}
