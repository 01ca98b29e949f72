import { toJson } from '../../core/json.ts'
import { readVersioned, writeFileAtomic } from '../../state/files.ts'
import { freePort, isPortFree } from '../process/ports.ts'

const SCHEMA = 1

/** A port by what listens on it: `engine-0.http`. */
export type Ports = Readonly<Record<string, number>>

/**
 * A loopback port for each name. Kept from the last start as far as nobody else has taken them, so that what was told
 * to others stays true.
 */
export async function assignPorts(file: string, names: readonly string[]): Promise<Ports> {
  const kept = readPorts(file) ?? {}
  const ports: Record<string, number> = {}
  for (const name of names) {
    const port = kept[name]
    ports[name] = port !== undefined && (await isPortFree(port)) ? port : await newPort(Object.values(ports))
  }
  writeFileAtomic(file, `${toJson({ schema: SCHEMA, ports }, 2)}\n`)
  return ports
}

/** Ports of the last start. */
export function readPorts(file: string): Ports | undefined {
  return readVersioned<{ schema: typeof SCHEMA; ports: Ports }>(file, SCHEMA)?.ports
}

async function newPort(taken: readonly number[]): Promise<number> {
  for (;;) {
    const port = await freePort()
    if (!taken.includes(port)) return port
  }
}
