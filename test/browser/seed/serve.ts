import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { serveDapp } from '../../../scripts/demo/web/server.ts'
import type { Seed } from './index.ts'

/** The build with the kit of parts and the local-only wallet. */
const folder = resolve(import.meta.dirname, '../../../frontend/dist-local')

/**
 * Serves the dApp as it is built now, with the config.json of a seeded market, until the signal aborts.
 *
 * @returns Its URL, which ends in a slash.
 */
export async function serveSeed({ config }: Seed, signal: AbortSignal): Promise<string> {
  const copy = mkdtempSync(join(tmpdir(), 'opraas-dapp-'))
  cpSync(folder, copy, { recursive: true })
  signal.addEventListener('abort', () => rmSync(copy, { recursive: true, force: true }), { once: true })
  const origin = await serveDapp({
    port: await findFreePort(),
    folder: copy,
    // Without the demo's controls: this market has no power to cut.
    config,
    onError: (error) => {
      throw error
    },
    signal,
  })
  return `${origin}/`
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new TypeError('no port')),
      )
    })
  })
}
