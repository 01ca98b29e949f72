import { randomInt } from 'node:crypto'
import { isPortFree } from '@opraas/deployer'

/** Below the ports that systems give to outgoing connections: those come and go by the hundred here. */
const RANGE = [20_000, 32_000] as const

/** A loopback port that nobody listens on, nor is likely to take before it is used. */
export async function findQuietPort(): Promise<number> {
  for (;;) {
    const port = randomInt(...RANGE)
    if (await isPortFree(port)) return port
  }
}
