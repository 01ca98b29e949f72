import { type BedrockArtifacts, type Intent, l1Abi } from '@opraas/deployer/core'
import type { Address } from 'viem'
import type { ChainClient } from '../../shared/chain/client.ts'
import { readContract } from '../../shared/chain/readContract.ts'
import { readGameOf } from '../../shared/l1/game.ts'
import type { Finding } from './findings.ts'
import { readAnchor, readFirstBatcher, readIsContract, readOrigin } from './observe.ts'
import { computeOutputs } from './outputs.ts'

/**
 * Compares a chain that stands on the L1 with its config.toml: gas limit and anchored genesis. The vendor's agent
 * looks at these and at the code of every contract before it starts the chain.
 *
 * @throws when the RPC does not answer, or no OP chain stands there
 */
export async function checkAttached(
  client: ChainClient,
  { intent, systemConfig, artifacts }: { intent: Intent; systemConfig: Address; artifacts: BedrockArtifacts },
): Promise<Finding[]> {
  const config = { address: systemConfig, abi: l1Abi } as const
  const [gasLimit, startBlock, portal, messenger, standardBridge, erc721Bridge, factory] = await Promise.all([
    readContract(client, { ...config, functionName: 'gasLimit' }),
    readContract(client, { ...config, functionName: 'startBlock' }),
    readContract(client, { ...config, functionName: 'optimismPortal' }),
    readContract(client, { ...config, functionName: 'l1CrossDomainMessenger' }),
    readContract(client, { ...config, functionName: 'l1StandardBridge' }),
    readContract(client, { ...config, functionName: 'l1ERC721Bridge' }),
    readContract(client, { ...config, functionName: 'disputeGameFactory' }),
  ])
  const game = await readGameOf(client, factory)
  const registry = await readContract(client, {
    address: game,
    abi: l1Abi,
    functionName: 'anchorStateRegistry',
  })
  const [origin, firstBatcher, ownerIsContract, anchor] = await Promise.all([
    readOrigin(client, { startBlock, l1ChainId: intent.l1ChainId }),
    readFirstBatcher(client, { systemConfig, startBlock }),
    readIsContract(client, intent.roles.owner),
    readAnchor(client, registry),
  ])
  if (origin.kind === 'waiting') throw new Error(`Its first block is final in ${origin.blocks} blocks.`)
  const addresses = {
    ...{ SystemConfig: systemConfig, OptimismPortal2: portal, L1CrossDomainMessenger: messenger },
    ...{ L1StandardBridge: standardBridge, L1ERC721Bridge: erc721Bridge },
  }
  const limit = finding(
    'Gas limit',
    intent.gasLimit.toLocaleString('en-US'),
    gasLimit.toLocaleString('en-US'),
  )
  // Once a game was resolved, the L1 no longer shows the genesis.
  if (anchor && anchor.l2BlockNumber > 0n) return [limit]
  const job = { intent, addresses, origin: origin.origin, firstBatcher, ownerIsContract, artifacts }
  const { outputRoot } = await computeOutputs({ ...job, anchored: anchor?.root })
  return [limit, finding('Anchored genesis', outputRoot, anchor?.root ?? 'none')]
}

function finding(what: string, expected: string, found: string): Finding {
  return { kind: 'wiring', what, expected, found, ok: expected === found }
}
