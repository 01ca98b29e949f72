import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'

const TIMEOUT_MS = 3_000

/**
 * Whether an op-geth takes the secret that jwt.hex holds now. It read the file when it started: after a change, an
 * op-node that starts would be turned away.
 *
 * @returns False only when it refuses; an op-geth that does not answer has refused nothing.
 */
export async function takesSecret(authUrl: string, jwtFile: string): Promise<boolean> {
  try {
    const response = await fetch(authUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token(readFileSync(jwtFile, 'utf8').trim())}`,
      },
      body: '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.arrayBuffer()
    return response.status !== 401
  } catch (error) {
    const { name, code } = error as NodeJS.ErrnoException
    // Nobody answers, or there is no secret to try.
    if (name === 'TypeError' || name === 'TimeoutError' || code === 'ENOENT') return true
    throw error
  }
}

/** A token as the engine API wants it: signed with the secret, fresh. */
function token(secret: string): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ iat: Math.floor(Date.now() / 1000) })}`
  const key = Buffer.from(secret.replace(/^0x/, ''), 'hex')
  return `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`
}
