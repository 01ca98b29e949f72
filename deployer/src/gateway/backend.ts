import http from 'node:http'
import https from 'node:https'

/** What became of one request to a backend. `refused`: it certainly never arrived. */
export type BackendAnswer =
  | { kind: 'answer'; text: string }
  | { kind: 'failed'; reason: 'refused' | 'timeout' | 'broken' | 'status' | 'too-large' | 'out-of-service' }

/** One node behind the gateway. */
export type Backend = {
  name: string
  url: string
  /** Sends a body. `fresh`: over a connection of its own, so that a refusal is certain. Never throws. */
  post(body: string, options: { timeoutMs: number; fresh?: boolean }): Promise<BackendAnswer>
  /** Ends all reads under way over kept connections, so that they are asked elsewhere. */
  abandonReads(): void
  close(): void
}

const notArrived = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'])

/** A node at a URL. Answers larger than `maxResponseBytes` fail. */
export function createBackend(input: { name: string; url: string; maxResponseBytes: number }): Backend {
  const { name, url, maxResponseBytes } = input
  const module = url.startsWith('https:') ? https : http
  const agent = new module.Agent({ keepAlive: true, maxSockets: 256, timeout: 60_000 })
  const reads = new Set<() => void>()

  function post(body: string, options: { timeoutMs: number; fresh?: boolean }): Promise<BackendAnswer> {
    return new Promise((resolve) => {
      const finish = (answer: BackendAnswer): void => {
        clearTimeout(timer)
        reads.delete(abandon)
        resolve(answer)
        if (answer.kind === 'failed') request.destroy()
      }
      const abandon = (): void => finish({ kind: 'failed', reason: 'out-of-service' })
      const timer = setTimeout(() => finish({ kind: 'failed', reason: 'timeout' }), options.timeoutMs)
      const request = module.request(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        agent: options.fresh ? false : agent,
      })
      if (!options.fresh) reads.add(abandon)
      request.on('error', (error: NodeJS.ErrnoException) =>
        finish({ kind: 'failed', reason: notArrived.has(error.code ?? '') ? 'refused' : 'broken' }),
      )
      request.on('response', (response) => {
        const chunks: Buffer[] = []
        let size = 0
        response.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size > maxResponseBytes) finish({ kind: 'failed', reason: 'too-large' })
          else chunks.push(chunk)
        })
        response.on('aborted', () => finish({ kind: 'failed', reason: 'broken' }))
        response.on('error', () => finish({ kind: 'failed', reason: 'broken' }))
        response.on('end', () => {
          if (response.statusCode !== 200) finish({ kind: 'failed', reason: 'status' })
          else finish({ kind: 'answer', text: Buffer.concat(chunks).toString() })
        })
      })
      request.end(body)
    })
  }

  return {
    name,
    url,
    post,
    abandonReads: () => {
      for (const abandon of [...reads]) abandon()
    },
    close: () => agent.destroy(),
  }
}
