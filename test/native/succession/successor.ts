import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  adoptChain,
  connectRpc,
  createDeployer,
  type Deployer,
  type Intent,
  loadBedrock,
  type ServiceKeys,
  servicesInput,
} from '@opraas/deployer'
import { withKeys } from '@opraas/deployer/core'
import { parseEther } from 'viem'
import { type HDAccount, mnemonicToAccount } from 'viem/accounts'
import { keyOf } from '../testing/accounts.ts'
import { type NativeWorld, takeOver } from '../testing/world.ts'

const OWNER_MS = 120_000

/** Somebody who runs a chain: five keys that nobody else has. */
export type Vendor = Record<keyof ServiceKeys, HDAccount>

/** A vendor by its number, above the accounts of the harness. */
export function vendorOf(number: number): Vendor {
  const account = (role: number): HDAccount =>
    mnemonicToAccount('test test test test test test test test test test test junk', {
      accountIndex: number,
      addressIndex: role,
    })
  return {
    batcher: account(0),
    unsafeSigner: account(1),
    proposer: account(2),
    challenger: account(3),
    resolver: account(4),
  }
}

/** The chain of a world with a vendor's keys: what its owner installs. */
export function intentOf(world: NativeWorld, vendor: Vendor): Intent {
  const { batcher, unsafeSigner, proposer, challenger } = vendor
  return withKeys(world.deployer.intent(), {
    batcher: batcher.address,
    unsafeSigner: unsafeSigner.address,
    proposer: proposer.address,
    challenger: challenger.address,
  })
}

/** The owner installs a vendor's keys, and the vendor gets ETH to work with. */
export async function install(world: NativeWorld, vendor: Vendor): Promise<void> {
  for (const { address } of Object.values(vendor)) {
    await world.l1.client.setBalance({ address, value: parseEther('100') })
  }
  await ownerOf(world).rotateKeys(intentOf(world, vendor))
}

/** The project in its owner's hands, for as long as a test may take. */
export function ownerOf({ folder, environment }: NativeWorld): Deployer {
  return createDeployer({ folder, environment, signal: AbortSignal.timeout(OWNER_MS) })
}

/**
 * The chain as a vendor sets it up who knows its config, L1 and SystemConfig only. It answers where the chain has
 * answered before.
 *
 * @param options.data - data of an op-geth that has stopped, which it begins with; otherwise it derives all from L1
 */
export async function succeed(
  world: NativeWorld,
  vendor: Vendor,
  { name, data }: { name: string; data?: string },
): Promise<NativeWorld> {
  const intent = intentOf(world, vendor)
  const client = await connectRpc({ name: 'L1', url: world.l1.url, chainId: intent.l1ChainId })
  const { systemConfig } = world.chain.services
  const { addresses, outputs } = await adoptChain({ client, intent, systemConfig, artifacts: loadBedrock() })
  const folder = join(world.folder, name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'genesis.json'), outputs.genesisJson)
  writeFileSync(join(folder, 'rollup.json'), outputs.rollupJson)
  if (data) cpSync(data, join(folder, 'engine', 'data', 'engine-0'), { recursive: true })
  const chain = { ...world.chain, folder, services: servicesInput(intent, addresses) }
  const keys = Object.entries(vendor).map(([role, account]) => [role, keyOf(account)])
  return takeOver(world, { chain, keys: Object.fromEntries(keys) })
}
