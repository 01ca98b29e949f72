import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { launchAnvil, saveAnvil } from '../process/anvil.ts'
import type { Child } from '../process/child.ts'

/** What anvil needs to play one L2. */
export type AnvilL2 = {
  folder: string
  genesisFile: string
  l2ChainId: number
  gasLimit: bigint
  blockTimeSeconds: number
  rpcPort: number
}

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
  await saveAnvil(urlOf(chain), stateFileOf(chain))
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

function launch(chain: AnvilL2, args: readonly string[]): Promise<Child> {
  return launchAnvil({
    name: 'anvil as L2',
    logFile: join(chain.folder, 'logs', 'anvil.log'),
    args: [
      ...['--host', '127.0.0.1', '--port', String(chain.rpcPort), '--chain-id', String(chain.l2ChainId)],
      ...['--network', 'optimism', '--hardfork', 'holocene', '--accounts', '0', '--slots-in-an-epoch', '1'],
      ...['--gas-limit', String(chain.gasLimit), '--cache-path', join(chain.folder, 'cache'), ...args],
    ],
  })
}

function stateFileOf({ folder }: AnvilL2): string {
  return join(folder, 'state.json')
}

function urlOf(chain: AnvilL2): string {
  return `http://127.0.0.1:${chain.rpcPort}`
}
