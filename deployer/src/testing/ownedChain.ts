import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Address, bytesToHex, type Hex } from 'viem'
import { mnemonicToAccount } from 'viem/accounts'
import { loadBedrock } from '../artifacts/bedrock.ts'
import { type Generation, type Intent, keyRoles, parseIntent, withKeys } from '../core/intent/index.ts'
import type { L1Addresses } from '../core/l1/addresses.ts'
import { createDeployer, type Deployer } from '../deployer.ts'
import { type AdoptedChain, adoptChain } from '../inspect/adopt.ts'
import { connectRpc, type RpcClient } from '../rpc/client.ts'
import { type Anvil, chooseChainId, startAnvil } from './anvil.ts'
import { createProject, devAccount, sampleConfig } from './project.ts'

const mnemonic = 'test test test test test test test test test test test junk'
export const owner = mnemonicToAccount(mnemonic, { addressIndex: 5 })
const ownerKey = bytesToHex(owner.getHdKey().privateKey ?? new Uint8Array())
export const proposer = mnemonicToAccount(mnemonic, { addressIndex: 6 })
export const challenger = mnemonicToAccount(mnemonic, { addressIndex: 7 })

/** A deployed chain whose owner is another account than the one that paid. */
export type OwnedChain = {
  anvil: Anvil
  client: RpcClient
  chainId: number
  project: ReturnType<typeof createProject>
  config: string
  addresses: L1Addresses
  payer: Deployer
  holder: Deployer
  file(name: string): string
  close(): Promise<void>
}

/** Deploys one to an anvil of its own. Outputs every 3 blocks, final after 60 s. */
export async function startOwnedChain(generation: Generation): Promise<OwnedChain> {
  const chainId = chooseChainId()
  const anvil = await startAnvil({ chainId, args: ['--slots-in-an-epoch', '1', '--gas-limit', '60000000'] })
  for (const account of [owner, proposer, challenger])
    await anvil.client.sendTransaction({ account, to: account.address })
  const replace = {
    ...{ owner: `owner = "${owner.address}"`, proposer: `proposer = "${proposer.address}"` },
    ...{ challenger: `challenger = "${challenger.address}"` },
    chain_id: `chain_id = ${chainId}\ngeneration = "${generation}"`,
  }
  const outputs = '\n[outputs]\nsubmission_interval = 3\nfinalization_period = 60\n'
  const config = sampleConfig({ l1ChainId: chainId, replace, append: outputs })
  const project = createProject(config)
  const deployerWith = (key: Hex): Deployer =>
    createDeployer({
      folder: project.folder,
      environment: { OPRAAS_L1_RPC_URL: anvil.url, OPRAAS_PRIVATE_KEY: key },
      signal: AbortSignal.timeout(120_000),
    })
  const [payer, holder] = [deployerWith(devAccount.key), deployerWith(ownerKey)]
  const { addresses } = await payer.deployContracts()
  return {
    ...{ anvil, chainId, project, config, addresses, payer, holder },
    client: await connectRpc({ name: 'L1', url: anvil.url, chainId }),
    file: (name) => readFileSync(join(project.folder, 'deployments/sample', name), 'utf8'),
    close: async () => {
      await anvil.close()
      project.remove()
    },
  }
}

/** The same chain with keys that nobody had before. */
export function heir(world: OwnedChain, digit: number): Intent {
  const address = (role: number): Address => `0x${'0'.repeat(36)}${digit}00${role}`
  const [batcher, unsafeSigner, proposer, challenger] = [1, 2, 3, 4].map(address)
  if (!batcher || !unsafeSigner || !proposer || !challenger) throw new TypeError('four keys')
  return withKeys(parseIntent(world.config), { batcher, unsafeSigner, proposer, challenger })
}

/** config.toml with the keys of an intent, as its owner writes them. */
export function configOf(world: OwnedChain, { roles }: Intent): string {
  const base = parseIntent(world.config).roles
  return keyRoles.reduce((text, role) => text.replace(new RegExp(base[role], 'i'), roles[role]), world.config)
}

/** The chain as somebody finds it who knows its config, L1 and SystemConfig only. */
export function adopt(world: OwnedChain, intent: Intent): Promise<AdoptedChain> {
  return adoptChain({
    ...{ client: world.client, intent, systemConfig: world.addresses.SystemConfig },
    artifacts: loadBedrock(),
  })
}
