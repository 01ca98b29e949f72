import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { PortTakenError } from '../../core/errors/index.ts'

/** @throws {@link PortTakenError} naming the process when somebody listens on a loopback port. */
export async function requireFreePort(request: {
  port: number
  purpose: string
  option: string
}): Promise<void> {
  if (await isPortFree(request.port)) return
  const owner = portOwner(request.port)
  throw new PortTakenError({ ...request, ...(owner && { owner }) })
}

/** True when nobody listens on the port, on loopback or on all interfaces. */
export async function isPortFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '0.0.0.0']) {
    const server = await listen(port, host)
    if (!server) return false
    await new Promise((resolve) => server.close(resolve))
  }
  return true
}

/** @returns undefined when the port is taken */
function listen(port: number, host: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
    server.listen({ port, host, exclusive: true }, () => resolve(server))
  })
}

/** Below the ports that systems give to outgoing connections: those come and go, and would take what was just free. */
const QUIET_PORTS = [10_000, 20_000] as const
/** The same, for what is held until it is used. */
const HELD_PORTS = [20_000, 32_000] as const

const given = new Set<number>()

/** A loopback port that nobody listens on, nor is likely to take before it is used; never the same twice. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...QUIET_PORTS)
    if (given.has(port)) continue
    given.add(port)
    if (await isPortFree(port)) return port
  }
}

/** A loopback port that is taken until `release`: nobody else who looks for a free one finds it. */
export type HeldPort = { port: number; release(): Promise<void> }

/** Holds a port. @returns undefined when somebody listens on it; without a wish there is always one */
export async function holdPort(): Promise<HeldPort>
export async function holdPort(wish: number): Promise<HeldPort | undefined>
export async function holdPort(wish?: number): Promise<HeldPort | undefined> {
  for (;;) {
    const port = wish ?? randomInt(...HELD_PORTS)
    const server = (await isPortFree(port)) ? await listen(port, '127.0.0.1') : undefined
    if (server) {
      server.unref()
      // Who calls finds nobody, and nobody's open connection holds up the release.
      server.on('connection', (socket) => socket.destroy())
      return { port, release: () => new Promise((resolve) => server.close(() => resolve())) }
    }
    if (wish !== undefined) return undefined
  }
}

/** Who listens on a port, as “name (pid 123)”; undefined where the system does not tell. Linux only. */
export function portOwner(port: number): string | undefined {
  if (process.platform !== 'linux') return undefined
  const inode = listeningInode(port)
  if (!inode) return undefined
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (!ownsInode(pid, inode)) continue
    const name = readIfAllowed(`/proc/${pid}/comm`)?.trim() ?? 'a process'
    return `${name} (pid ${pid})`
  }
  return undefined
}

function listeningInode(port: number): string | undefined {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of (readIfAllowed(table) ?? '').split('\n').slice(1)) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/)
      if (state === '0A' && local?.endsWith(`:${wanted}`)) return inode
    }
  }
  return undefined
}

function ownsInode(pid: string, inode: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some(
      (fd) => readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`,
    )
  } catch (error) {
    return gone(error)
  }
}

function readIfAllowed(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    gone(error)
    return undefined
  }
}

/** Processes end while one looks, and some belong to others: neither is an error. */
function gone(error: unknown): false {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EPERM' || code === 'ESRCH') return false
  throw error
}
