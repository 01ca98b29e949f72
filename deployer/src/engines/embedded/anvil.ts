import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Hex, hexToBytes } from 'viem'
import { findAnvil } from '../../artifacts/programs.ts'
import { NotReadyError } from '../../core/errors/index.ts'
import { createRpcClient } from '../../rpc/client.ts'
import { writeFileAtomic } from '../../state/files.ts'
import { type Child, startChild } from '../process/child.ts'

/** What anvil needs to play one L2. */
export type AnvilL2 = {
  folder: string
  genesisFile: string
  l2ChainId: number
  gasLimit: bigint
  blockTimeSeconds: number
  rpcPort: number
}

const READY_MS = 30_000

/**
 * Starts anvil as the L2 on the state kept in `folder`; the first time, on the genesis.
 *
 * anvil takes either a genesis or a state file: the first start turns the one into the other. Returns when the
 * process that we started listens, never because another one answers on the port.
 */
export async function startAnvil(chain: AnvilL2): Promise<Child> {
  if (!existsSync(stateFileOf(chain))) await writeFirstState(chain)
  return launch(chain, [
    ...['--load-state', stateFileOf(chain), '--block-time', String(chain.blockTimeSeconds)],
  ])
}

/**
 * Keeps the state of a running anvil for its next start. anvil's own `--state-interval` empties the file before it
 * writes: who is killed in between leaves nothing to start on.
 */
export async function saveState(chain: AnvilL2): Promise<void> {
  const client = createRpcClient({ name: 'L2', url: urlOf(chain), chainId: chain.l2ChainId })
  const dump = await client.request<{ Method: 'anvil_dumpState'; Parameters: [boolean]; ReturnType: Hex }>({
    method: 'anvil_dumpState',
    params: [false],
  })
  writeFileAtomic(stateFileOf(chain), gunzipSync(hexToBytes(dump)).toString())
}

async function writeFirstState(chain: AnvilL2): Promise<void> {
  mkdirSync(chain.folder, { recursive: true })
  const anvil = await launch(chain, ['--init', chain.genesisFile, '--no-mining'])
  try {
    await saveState(chain)
  } finally {
    await anvil.stop(5_000)
  }
}

async function launch(chain: AnvilL2, args: readonly string[]): Promise<Child> {
  const logFile = join(chain.folder, 'logs', 'anvil.log')
  let listening: () => void = () => undefined
  const isListening = new Promise<'listening'>((resolve) => {
    listening = () => resolve('listening')
  })
  const child = startChild({
    command: findAnvil(),
    args: [
      ...['--host', '127.0.0.1', '--port', String(chain.rpcPort), '--chain-id', String(chain.l2ChainId)],
      ...['--network', 'optimism', '--hardfork', 'holocene', '--accounts', '0', '--slots-in-an-epoch', '1'],
      ...['--gas-limit', String(chain.gasLimit), '--cache-path', join(chain.folder, 'cache'), ...args],
    ],
    logFile,
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
  throw new NotReadyError({ service: 'anvil as L2', seconds: READY_MS / 1000, reason, log: logFile })
}

function stateFileOf({ folder }: AnvilL2): string {
  return join(folder, 'state.json')
}

function urlOf(chain: AnvilL2): string {
  return `http://127.0.0.1:${chain.rpcPort}`
}

function after(ms: number, signal: AbortSignal): Promise<'timeout'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('timeout'), ms)
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })
}
