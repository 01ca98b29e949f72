import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'

/** A beacon API before the real one, that can be told to misbehave. */
export type BeaconFront = {
  readonly url: string
  /** `withhold`: no block has blobs. `refuse`: nothing is answered but 503. */
  mood: 'serve' | 'withhold' | 'refuse'
  close(): Promise<void>
}

/** Starts a front on a port of the system's choice. */
export async function startBeaconFront(target: string): Promise<BeaconFront> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    const isAboutBlobs = /\/beacon\/blob/.test(path)
    if (front.mood === 'refuse') response.writeHead(503).end('{}')
    else if (front.mood === 'withhold' && isAboutBlobs) send(response, 200, '{"data":[]}')
    else
      fetch(`${target}${path}`)
        .then(async (answer) => send(response, answer.status, await answer.text()))
        .catch((error: Error) => response.destroy(error))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new TypeError('a TCP server has an address')
  const front: BeaconFront = {
    url: `http://127.0.0.1:${address.port}`,
    mood: 'serve',
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return front
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text)
}
