import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { Stack } from '../stack.ts'

/** A wire to the L1's RPC that a test can cut. */
export type Relay = {
  url: string
  /** Nobody listens any more. */
  cut(): void
  /** Connections stay open, nothing comes through. */
  stall(): void
  /** Everything comes through again, first what was held back. */
  mend(): Promise<void>
}

/** Starts a relay at the last of the stack's ports, which its vendor never comes to use. */
export async function startRelay({ world, chains }: Stack): Promise<Relay> {
  const port = world.ports.l2[1]
  const target = new URL(chains.l1.url)
  const wires = new Set<readonly [Socket, Socket]>()
  let isStalled = false

  const join = ([page, chain]: readonly [Socket, Socket]): void => {
    page.pipe(chain)
    chain.pipe(page)
  }
  const server = createServer((page) => {
    const chain = connect(Number(target.port), target.hostname)
    const wire = [page, chain] as const
    wires.add(wire)
    const end = (): void => {
      wires.delete(wire)
      page.destroy()
      chain.destroy()
    }
    for (const socket of wire) socket.on('close', end).on('error', end)
    if (!isStalled) join(wire)
  })
  const listen = async (): Promise<void> => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen()

  return {
    url: `http://127.0.0.1:${port}`,
    cut() {
      server.close()
      for (const [page] of wires) page.destroy()
    },
    stall() {
      isStalled = true
      for (const [page, chain] of wires) {
        page.unpipe(chain)
        chain.unpipe(page)
      }
    },
    async mend() {
      isStalled = false
      for (const wire of wires) join(wire)
      if (!server.listening) await listen()
    },
  }
}
