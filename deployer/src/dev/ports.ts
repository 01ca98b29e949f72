import { ArgumentError } from '../core/errors/index.ts'
import { freePort, isPortFree } from '../engines/process/index.ts'

const DEFAULT_L1_PORT = 8545

/** Where a development chain listens. `rpcPort` absent: as config.toml says. */
export type DevPorts = { l1Port: number; rpcPort?: number }

/**
 * The ports of a development chain. A check takes any that are free: it must not stand in the way of a chain that
 * runs.
 *
 * @throws ArgumentError
 */
export async function chooseDevPorts(options: {
  l1Port: string | undefined
  anyFree: boolean
}): Promise<DevPorts> {
  const given = options.l1Port === undefined ? undefined : parsePort(options.l1Port)
  if (!options.anyFree) return { l1Port: given ?? DEFAULT_L1_PORT }
  const l1Port = given ?? ((await isPortFree(DEFAULT_L1_PORT)) ? DEFAULT_L1_PORT : await freePort())
  return { l1Port, rpcPort: await freePort() }
}

function parsePort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1024 && port <= 65_535) return port
  throw new ArgumentError({ argument: '--l1-port', found: text, expected: 'a port from 1024 to 65535' })
}
