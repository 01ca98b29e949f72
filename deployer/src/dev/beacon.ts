import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { NotReadyError } from '../core/errors/index.ts'
import { createService } from '../engines/index.ts'
import { nodeArguments, reapChildren, recordOf, writeChildren } from '../engines/process/index.ts'

const READY_MS = 30_000
const STOP_GRACE_MS = 5_000
const POLL_MS = 100

/** The simulated beacon API beside a development L1. @see deployer/src/simulation/beacon/README.md */
export type DevBeacon = {
  url: string
  /** Its process at the moment; another one after a restart. */
  pid(): number | undefined
  stop(): Promise<void>
}

/**
 * Starts the simulated beacon API, and again whenever it ends. Returns when it answers.
 *
 * @param options.folder - For its log and for which process it is; one that a killed start left there is ended.
 * @param options.l1RpcUrl - anvil
 * @throws NotReadyError
 */
export async function startDevBeacon(options: {
  folder: string
  port: number
  l1RpcUrl: string
}): Promise<DevBeacon> {
  const { folder, port, l1RpcUrl } = options
  const children = join(folder, 'children.json')
  const log = join(folder, 'beacon.log')
  await reapChildren(children)
  mkdirSync(folder, { recursive: true })
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const program = fileURLToPath(new URL(`../simulation/beacon/program.${extension}`, import.meta.url))
  const { PATH, HOME, NODE_OPTIONS } = process.env
  const service = createService(
    {
      name: 'beacon',
      command: process.execPath,
      args: [...nodeArguments(), program, String(port)],
      env: { PATH, HOME, NODE_OPTIONS, OPRAAS_L1_RPC_URL: l1RpcUrl },
      logFile: log,
      cwd: folder,
      ports: [port],
      findObstacle: async () => undefined,
      graceMs: STOP_GRACE_MS,
    },
    () => {
      const { name, pid } = service.status
      const record = pid === undefined ? undefined : recordOf(name, pid)
      writeChildren(children, record ? [record] : [])
    },
  )
  service.start()
  const url = `http://127.0.0.1:${port}`
  const deadline = Date.now() + READY_MS
  while (!(await answers(url))) {
    if (Date.now() > deadline) {
      await service.stop()
      const reason = service.finding() ?? 'it does not answer'
      throw new NotReadyError({ service: 'The simulated beacon API', seconds: READY_MS / 1000, reason, log })
    }
    await sleep(POLL_MS)
  }
  return { url, pid: () => service.status.pid, stop: () => service.stop() }
}

function answers(url: string): Promise<boolean> {
  return fetch(`${url}/eth/v1/node/version`, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false,
  )
}
