import type { Address } from 'viem'
import { ContractMismatchError, GenesisMismatchError, RoleMismatchError } from '../core/errors/index.ts'
import type { BedrockArtifacts } from '../core/genesis/index.ts'
import type { Intent } from '../core/intent/index.ts'
import { l1Abi } from '../core/l1/abi.ts'
import { layoutL1, PERMISSIONED_GAME } from '../core/l1/layout.ts'
import { originNumberOf } from '../core/l1/origin.ts'
import { buildOutputs, type L1Origin, type Outputs } from '../core/outputs.ts'
import { type RpcClient, reach } from '../rpc/client.ts'
import { type FoundAddresses, findAddresses, requireKnownCode } from './chain.ts'

/** A chain that somebody else deployed, checked on L1, with the files its nodes start from. */
export type AdoptedChain = { addresses: FoundAddresses; origin: L1Origin; outputs: Outputs }

/**
 * Takes over a chain from its config and its SystemConfig on L1: checks code, owner, roles and settings, and builds
 * the genesis, which must be the one the client anchored on L1. Nothing the client says is believed.
 *
 * @throws ContractMismatchError, RoleMismatchError, GenesisMismatchError, RpcUnreachableError
 */
export async function adoptChain(options: {
  client: RpcClient
  intent: Intent
  systemConfig: Address
  artifacts: BedrockArtifacts
}): Promise<AdoptedChain> {
  const { client, intent, systemConfig, artifacts } = options
  const found = await findAddresses(client, systemConfig)
  // Implementations are the same for every deployer; only they are taken from this layout.
  const { implementations } = layoutL1(intent, artifacts.contracts, intent.roles.owner)
  await requireKnownCode({ client, contracts: artifacts.contracts, found, implementations })
  await requireRoles(client, intent, found)
  const origin = await readOrigin(client, systemConfig)
  const [anchor] = await reach(client, () =>
    client.readContract({
      address: found.AnchorStateRegistry,
      abi: l1Abi,
      functionName: 'anchors',
      args: [PERMISSIONED_GAME],
    }),
  )
  // Whether the owner counts as a contract was decided when the client built the genesis; the anchor tells.
  const candidates = [false, true].map((ownerIsContract) =>
    buildOutputs({ intent, addresses: found, origin, ownerIsContract }, artifacts),
  )
  const outputs = candidates.find((candidate) => candidate.outputRoot === anchor)
  if (!outputs) throw new GenesisMismatchError({ expected: anchor, found: candidates[0]?.outputRoot ?? '0x' })
  return { addresses: found, origin, outputs }
}

async function requireRoles(
  client: RpcClient,
  { roles, gasLimit }: Intent,
  found: FoundAddresses,
): Promise<void> {
  const config = { address: found.SystemConfig, abi: l1Abi } as const
  const game = { address: found.PermissionedDisputeGame, abi: l1Abi } as const
  const [owner, batcherHash, unsafeSigner, proposer, challenger, gas] = await reach(client, () =>
    Promise.all([
      client.readContract({ ...config, functionName: 'owner' }),
      client.readContract({ ...config, functionName: 'batcherHash' }),
      client.readContract({ ...config, functionName: 'unsafeBlockSigner' }),
      client.readContract({ ...game, functionName: 'proposer' }),
      client.readContract({ ...game, functionName: 'challenger' }),
      client.readContract({ ...config, functionName: 'gasLimit' }),
    ]),
  )
  const roleFound: [string, Address, string][] = [
    ['owner', roles.owner, owner],
    ['batcher', roles.batcher, `0x${batcherHash.slice(26)}`],
    ['unsafe signer', roles.unsafeSigner, unsafeSigner],
    ['proposer', roles.proposer, proposer],
    ['challenger', roles.challenger, challenger],
  ]
  for (const [role, expected, address] of roleFound) {
    const found = address.toLowerCase() as Address
    if (found !== expected.toLowerCase()) throw new RoleMismatchError({ role, expected, found })
  }
  if (gas !== gasLimit) {
    throw new ContractMismatchError({ what: 'The gas limit', expected: String(gasLimit), found: String(gas) })
  }
}

async function readOrigin(client: RpcClient, systemConfig: Address): Promise<L1Origin> {
  const startBlock = await reach(client, () =>
    client.readContract({ address: systemConfig, abi: l1Abi, functionName: 'startBlock' }),
  )
  const number = originNumberOf(startBlock)
  const block = await reach(client, () => client.getBlock({ blockNumber: number }))
  return { number, hash: block.hash, timestampSeconds: block.timestamp }
}
