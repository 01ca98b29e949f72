import type { Address } from 'viem'
import { ContractMismatchError, GenesisMismatchError, RoleMismatchError } from '../core/errors/index.ts'
import type { BedrockArtifacts } from '../core/genesis/index.ts'
import type { Intent } from '../core/intent/index.ts'
import { l1Abi } from '../core/l1/abi.ts'
import { oracleTerms } from '../core/l1/expectations.ts'
import { layoutL1, PERMISSIONED_GAME } from '../core/l1/layout.ts'
import { buildOutputs, type L1Origin, type Outputs } from '../core/outputs.ts'
import { type RpcClient, reach } from '../rpc/client.ts'
import { compareWithL1 } from '../rpc/findings.ts'
import { isContract } from '../rpc/isContract.ts'
import { readFirstBatcher, readOrigin, readStartBlock } from '../rpc/origin.ts'
import { requireKeyRoles } from '../rpc/roles.ts'
import { type FoundAddresses, findAddresses, requireKnownCode } from './chain.ts'

/** A chain that somebody else deployed, checked on L1, with the files its nodes start from. */
export type AdoptedChain = { addresses: FoundAddresses; origin: L1Origin; outputs: Outputs }

/**
 * Takes over a chain from its config and its SystemConfig on L1: checks code, owner, roles and settings, and builds
 * the genesis. Nothing the client says is believed: while the games are anchored at block 0, the genesis must be the
 * anchored one. Keys that were rotated are the config's; the files stay those of the first day.
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
  const addresses = await findAddresses(client, systemConfig, intent)
  // Implementations are the same for every deployer; only they are taken from this layout.
  const { implementations } = layoutL1(intent, artifacts.contracts, intent.roles.owner)
  await requireKnownCode({ client, contracts: artifacts.contracts, found: addresses, implementations })
  await requireRoles(client, intent, addresses)
  const origin = await readOrigin(client, await readStartBlock(client, systemConfig))
  const firstBatcher = await readFirstBatcher(client, systemConfig)
  const build = (ownerIsContract: boolean): Outputs =>
    buildOutputs({ intent, addresses, origin, firstBatcher, ownerIsContract }, artifacts)
  const likely = build(await isContract(client, intent.roles.owner))
  if ('L2OutputOracle' in addresses) {
    await requireOracleTerms(client, intent, { oracle: addresses.L2OutputOracle, origin })
  } else {
    await requireAnchor(client, addresses.AnchorStateRegistry, likely)
  }
  return { addresses, origin, outputs: likely }
}

/** Once a game was resolved the anchor is a later state, and L1 no longer shows the genesis. */
async function requireAnchor(client: RpcClient, registry: Address, { outputRoot }: Outputs): Promise<void> {
  const [anchored, l2BlockNumber] = await reach(client, () =>
    client.readContract({
      ...{ address: registry, abi: l1Abi },
      ...{ functionName: 'anchors', args: [PERMISSIONED_GAME] },
    }),
  )
  if (l2BlockNumber > 0n || anchored === outputRoot) return
  throw new GenesisMismatchError({ expected: anchored, found: outputRoot })
}

/** No genesis is anchored at an oracle; what it was told must be what the config and the L1 origin say. */
async function requireOracleTerms(
  client: RpcClient,
  intent: Intent,
  { oracle, origin }: { oracle: Address; origin: L1Origin },
): Promise<void> {
  const findings = await compareWithL1(client, oracleTerms(intent, oracle, origin))
  const wrong = findings.find(({ ok }) => !ok)
  if (wrong) throw new ContractMismatchError(wrong)
}

async function requireRoles(client: RpcClient, intent: Intent, found: FoundAddresses): Promise<void> {
  const { generation, roles, gasLimit } = intent
  const config = { address: found.SystemConfig, abi: l1Abi } as const
  const [owner, gas] = await reach(client, () =>
    Promise.all([
      client.readContract({ ...config, functionName: 'owner' }),
      client.readContract({ ...config, functionName: 'gasLimit' }),
    ]),
  )
  if (owner.toLowerCase() !== roles.owner.toLowerCase()) {
    throw new RoleMismatchError({ role: 'owner', expected: roles.owner, found: owner })
  }
  const proposals = 'L2OutputOracle' in found ? found.L2OutputOracle : found.DisputeGameFactory
  await requireKeyRoles(client, {
    intent,
    contracts: { generation, systemConfig: found.SystemConfig, proposals },
  })
  if (gas !== gasLimit) {
    throw new ContractMismatchError({ what: 'The gas limit', expected: String(gasLimit), found: String(gas) })
  }
}
