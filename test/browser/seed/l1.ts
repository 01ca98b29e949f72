import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createDeployer,
  type Deployer,
  ForeignNonceError,
  L1_RPC_VARIABLE,
  loadBedrock,
  parseIntent,
  SIGNER_VARIABLE,
} from '@opraas/deployer'
import { chainSteps, type L1Addresses, layoutL1 } from '@opraas/deployer/core'
import type { Address, Hex } from 'viem'
import { asIs, type SeedChain } from './chain.ts'

const TIMEOUT_MS = 120_000

/** Deploys the L1 contracts of a chain, as `opraas deploy contracts` does. @returns Its SystemConfig. */
export async function deployL1(
  chain: SeedChain,
  { configToml, key }: { configToml: string; key: Hex },
): Promise<Address> {
  const folder = mkdtempSync(join(tmpdir(), 'opraas-seed-'))
  try {
    writeFileSync(join(folder, 'config.toml'), configToml)
    const deployer = createDeployer({
      folder,
      environment: { [L1_RPC_VARIABLE]: chain.url, [SIGNER_VARIABLE]: key },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const { addresses } = await chain.lend(() => persist(deployer))
    return addresses.SystemConfig
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Deploys until it is done. While anvil makes a block it shows nonces as used before it shows the receipts: the
 * deployer then takes its own transaction for another program's, stops, and goes on when it is run again.
 */
async function persist(deployer: Deployer, attempts = 3): Promise<{ addresses: L1Addresses }> {
  return deployer.deployContracts().catch((error: unknown) => {
    if (!(error instanceof ForeignNonceError) || attempts === 1) throw error
    return persist(deployer, attempts - 1)
  })
}

/** The first transactions of such a deployment, on an L1 that has the shared implementations. */
export async function beginL1(
  chain: SeedChain,
  { configToml, client, steps }: { configToml: string; client: Address; steps: number },
): Promise<void> {
  const intent = parseIntent(configToml)
  const layout = layoutL1(intent, loadBedrock().contracts, client)
  const own = chainSteps(intent, layout).filter(({ stage }) => stage === 'chain contracts')
  for (const { title, to, data, gasLimit } of own.slice(0, steps))
    await chain.mine(title, () =>
      chain.client.sendTransaction({ ...asIs, account: client, to, data, gas: gasLimit }),
    )
}
