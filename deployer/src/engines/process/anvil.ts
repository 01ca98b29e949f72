import { gunzipSync } from 'node:zlib'
import { type Hex, hexToBytes } from 'viem'
import { findAnvil } from '../../artifacts/programs.ts'
import { NotReadyError } from '../../core/errors/index.ts'
import { writeFileAtomic } from '../../state/files.ts'
import { type Child, startChild } from './child.ts'
import { callService } from './rpc.ts'

const READY_MS = 30_000
/** The state of a long-lived chain is hundreds of megabytes. */
const DUMP_MS = 60_000

/** Starts anvil. Returns when the process that we started listens, never because another one answers on the port. */
export async function launchAnvil(options: {
  /** What it plays, for messages. */
  name: string
  args: readonly string[]
  logFile: string
}): Promise<Child> {
  let listening: () => void = () => undefined
  const isListening = new Promise<'listening'>((resolve) => {
    listening = () => resolve('listening')
  })
  const child = startChild({
    command: findAnvil(),
    args: options.args,
    logFile: options.logFile,
    onLine: (line) => {
      if (line.startsWith('Listening on')) listening()
    },
  })
  const timeout = new AbortController()
  const outcome = await Promise.race([
    isListening,
    child.ended.then(() => 'ended' as const),
    after(READY_MS, timeout.signal),
  ])
  timeout.abort()
  if (outcome === 'listening') return child
  await child.stop(1_000)
  const reason = outcome === 'ended' ? 'it ended at once' : 'it does not listen'
  throw new NotReadyError({ service: options.name, seconds: READY_MS / 1000, reason, log: options.logFile })
}

/** Keeps the state of a running anvil for its next start with `--load-state`. */
export async function saveAnvil(url: string, file: string): Promise<void> {
  const dump = await callService<Hex>(url, 'anvil_dumpState', [false], DUMP_MS)
  // With blobs it may be longer than a string can be.
  writeFileAtomic(file, gunzipSync(hexToBytes(dump)))
}

function after(ms: number, signal: AbortSignal): Promise<'timeout'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('timeout'), ms)
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })
}
