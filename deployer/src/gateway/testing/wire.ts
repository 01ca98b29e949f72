import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A wire to a node that can be cut, mended and stalled. */
export type Wire = {
  url: string
  /** Nobody listens any more, and open connections break. */
  cut(): Promise<void>
  /** Listens again, on the same port. */
  mend(): Promise<void>
  /** Requests arrive nowhere, and connections stay open. */
  stall(): void
  close(): Promise<void>
}

/** A wire on a port of its own to the node at `url`. `isCut`: nobody listens until it is mended. */
export async function startWire(url: string, isCut = false): Promise<Wire> {
  const target = new URL(url)
  const sockets = new Set<Socket>()
  let isStalled = false
  let server: Server | undefined
  let port = 0

  async function mend(): Promise<void> {
    isStalled = false
    const listening = createServer((near) => {
      const far = connect(Number(target.port), target.hostname)
      for (const socket of [near, far]) {
        sockets.add(socket)
        socket.on('error', () => socket.destroy())
        socket.on('close', () => {
          sockets.delete(socket)
          near.destroy()
          far.destroy()
        })
      }
      near.on('data', (chunk) => isStalled || far.write(chunk))
      far.on('data', (chunk) => isStalled || near.write(chunk))
    })
    await new Promise<void>((resolve) => listening.listen(port, '127.0.0.1', resolve))
    port = (listening.address() as AddressInfo).port
    server = listening
  }

  async function cut(): Promise<void> {
    const closed = new Promise((resolve) => server?.close(resolve) ?? resolve(undefined))
    for (const socket of sockets) socket.destroy()
    await closed
    server = undefined
  }

  await mend()
  if (isCut) await cut()
  return {
    url: `http://127.0.0.1:${port}`,
    ...{ cut, mend, close: cut },
    stall() {
      isStalled = true
    },
  }
}
