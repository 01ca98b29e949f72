import { setTimeout as sleep } from 'node:timers/promises'
import { privateKeySigner } from '../apply/signers/privateKey.ts'
import { requireUrl } from '../core/environment.ts'
import { asOpraasError } from '../core/errors/index.ts'
import { serviceKeyVariables } from '../core/services/types.ts'
import { connectRpc } from '../rpc/client.ts'
import { acquireLock } from '../state/lock.ts'
import { readResolverConfig } from './config.ts'
import { createMetrics, serveMetrics } from './metrics.ts'
import { createResolver } from './resolver.ts'
import { openState } from './state.ts'

const LONGEST_SILENCE_MS = 60_000

/** The resolver as a process: `program.ts <config.json>`, L1 RPC and key by its environment. Ends on SIGTERM. */
async function main(file: string): Promise<void> {
  const config = readResolverConfig(file)
  const variable = serviceKeyVariables.resolver
  const signer = privateKeySigner(variable, process.env[variable])
  const url = requireUrl(process.env, 'OPRAAS_L1_RPC_URL')
  const lock = acquireLock(`${config.stateFile}.lock`, `the games of ${config.factory}`)
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  const { signal } = stop
  const metrics = createMetrics()
  const server =
    config.metricsPort === undefined ? undefined : await serveMetrics(metrics.registry, config.metricsPort)
  const wait = (ms: number): Promise<void> => sleep(ms, undefined, { signal })
  try {
    await repeat({ signal, wait, pollMs: config.pollMs }, async () => {
      const client = await connectRpc({ name: 'L1', url, chainId: config.l1ChainId })
      const state = await openState(config.stateFile, client, config.factory)
      const { looked, sent } = metrics
      const events = { looked, sent, log: (text: string) => console.log(text) }
      console.log(`resolving games of ${config.factory} as ${signer.address}`)
      return createResolver({ client, config, signer, state, events, now: Date.now, wait, signal }).pass
    })
  } finally {
    server?.close()
    lock.release()
  }
}

/**
 * Makes a pass, then repeats it: at once after one that did something, else after a pause. Failures make the pause
 * longer, and are told once each.
 */
async function repeat(
  { signal, wait, pollMs }: { signal: AbortSignal; wait(ms: number): Promise<void>; pollMs: number },
  connect: () => Promise<() => Promise<number>>,
): Promise<void> {
  let pass: (() => Promise<number>) | undefined
  let failures = 0
  let told = ''
  while (!signal.aborted) {
    try {
      pass ??= await connect()
      const mined = await pass()
      failures = 0
      told = ''
      if (mined === 0) await wait(pollMs)
    } catch (error) {
      if (signal.aborted) return
      const { code, message } = asOpraasError(error)
      if (message !== told) console.error(`${code} ${message}`)
      told = message
      failures++
      await wait(Math.min(pollMs * 2 ** Math.min(failures - 1, 10), LONGEST_SILENCE_MS)).catch(ignoreAbort)
    }
  }
}

function ignoreAbort(error: unknown): void {
  if ((error as { name?: string }).name !== 'AbortError') throw error
}

const [file] = process.argv.slice(2)
if (!file) throw new TypeError('usage: program <config.json>, with OPRAAS_L1_RPC_URL and OPRAAS_RESOLVER_KEY')
main(file).catch((error: unknown) => {
  const { code, message, next } = asOpraasError(error)
  console.error(`${code} ${message} ${next}`)
  process.exitCode = 1
})
