import { toJson } from '../../core/json.ts'
import { readVersioned, writeFileAtomic } from '../../state/files.ts'
import { type HeldPort, holdPort } from '../process/ports.ts'

const SCHEMA = 1

/** A port by what listens on it: `engine-0.http`. */
export type Ports = Readonly<Record<string, number>>

/** Ports that nobody else gets until they are released, by service, for the program that listens on them. */
export type AssignedPorts = { ports: Ports; release(service: string): Promise<void> }

/**
 * A loopback port for each name. Kept from the last start as far as nobody else has taken them, so that what was told
 * to others stays true.
 */
export async function assignPorts(file: string, names: readonly string[]): Promise<AssignedPorts> {
  const kept = readPorts(file) ?? {}
  const held = new Map<string, HeldPort>()
  for (const name of names) {
    const port = kept[name]
    held.set(name, (port === undefined ? undefined : await holdPort(port)) ?? (await holdPort()))
  }
  const ports = Object.fromEntries([...held].map(([name, { port }]) => [name, port]))
  writeFileAtomic(file, `${toJson({ schema: SCHEMA, ports }, 2)}\n`)
  return {
    ports,
    async release(service) {
      const names = [...held.keys()].filter((name) => name.startsWith(`${service}.`))
      await Promise.all(names.map((name) => held.get(name)?.release()))
      for (const name of names) held.delete(name)
    },
  }
}

/** Ports of the last start. */
export function readPorts(file: string): Ports | undefined {
  return readVersioned<{ schema: typeof SCHEMA; ports: Ports }>(file, SCHEMA)?.ports
}
