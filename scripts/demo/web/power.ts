import type { IncomingMessage } from 'node:http'
import type { Power } from '../power.ts'
import { type Answer, json, refusal } from './answer.ts'

const MIN_SECONDS = 4
const MAX_SECONDS = 60
const MAX_BODY_BYTES = 1_000

/**
 * `GET` says whether the vendor's machine is off; `POST { "seconds": 4..60 }` from the own page cuts its power.
 *
 * @param onFailed - Told when a cut that was answered for fails later.
 */
export async function answerPower(
  request: IncomingMessage,
  power: Power,
  onFailed: (error: Error) => void,
): Promise<Answer> {
  const { method, headers } = request
  if (method === 'GET') return json(200, power.state())
  if (method !== 'POST') return refusal(405, 'GET or POST')
  if (headers.origin !== `http://${headers.host}`) return refusal(403, 'Only the page itself may do this.')
  if (headers['content-type'] !== 'application/json') return refusal(415, 'expected application/json')
  const seconds = parseSeconds(await readBody(request))
  if (seconds === undefined)
    return refusal(400, `seconds: expected a number from ${MIN_SECONDS} to ${MAX_SECONDS}`)
  const busy = power.busy()
  if (busy) return refusal(409, busy)
  const offAt = Date.now() / 1000
  const onAt = offAt + seconds
  const what = `by a visitor, for ${seconds} s`
  power.cut({ offAt, onAt }, { what, reason: 'The power is off already.' }).catch(onFailed)
  return json(202, { off: true, until: Math.ceil(onAt) })
}

/** The body as text; undefined when it is too long. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  let body = ''
  for await (const chunk of request) {
    body += chunk
    if (body.length > MAX_BODY_BYTES) return undefined
  }
  return body
}

function parseSeconds(body: string | undefined): number | undefined {
  try {
    const { seconds } = JSON.parse(body ?? '') ?? {}
    const isInRange = typeof seconds === 'number' && seconds >= MIN_SECONDS && seconds <= MAX_SECONDS
    return isInRange ? seconds : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
