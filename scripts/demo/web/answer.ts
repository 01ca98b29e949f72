/** What the server says to one request. */
export type Answer = { status: number; type: string; cache: string; body: string | Buffer }

/** An answer that is asked for again each time. */
export function json(status: number, value: unknown): Answer {
  return { status, type: 'application/json', cache: 'no-cache', body: JSON.stringify(value) }
}

/** A refusal with its reason, for programs and people. */
export function refusal(status: number, reason: string): Answer {
  return json(status, { error: reason })
}
