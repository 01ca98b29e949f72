import assert from 'node:assert/strict'
import { adoptChain, createRpcClient, loadBedrock, parseIntent } from '@opraas/deployer'
import type { Stack } from '../stack.ts'
import type { DeployedChain } from './deployChain.ts'

/** Requires that the deployer library, from config.toml and the L1 alone, finds the chain that the page told of. */
export async function judgeChain({ chains }: Stack, chain: DeployedChain): Promise<void> {
  const { url, chainId } = chains.l1
  const { outputs, addresses } = await adoptChain({
    client: createRpcClient({ name: 'L1', url, chainId }),
    intent: parseIntent(chain.toml),
    systemConfig: chain.systemConfig,
    artifacts: loadBedrock(),
  })
  assert.equal(chain.genesisHash, outputs.genesisHash, 'the genesis')
  assert.equal(chain.genesisJson, outputs.genesisJson, 'genesis.json')
  assert.equal(addresses.SystemConfig, chain.systemConfig)
}
