import { join } from 'node:path'
import type { Hash } from 'viem'
import { stateOf } from './apply/context.ts'
import { deployContracts } from './apply/deployContracts.ts'
import { observe } from './apply/observe.ts'
import { installKeys, openRotation, revokeKeys } from './apply/rotateKeys.ts'
import { frozenOrigin } from './apply/stages/freeze.ts'
import { genesisAnchor, genesisFacts } from './apply/stages/genesis.ts'
import { type Environment, requireUrl } from './core/environment.ts'
import { ForeignStateError, NotDeployedError } from './core/errors/index.ts'
import type { Intent, KeyRole } from './core/intent/index.ts'
import { addressesOf, type L1Addresses, portalOf } from './core/l1/addresses.ts'
import type { L1Step } from './core/l1/step.ts'
import type { L1Facts } from './core/l1Facts.ts'
import { buildPlan, type Plan } from './core/plan/plan.ts'
import type { EngineChain } from './core/ports.ts'
import { readServiceKeys } from './core/services/serviceKeys.ts'
import { servicesInput } from './core/services/servicesInput.ts'
import type { ServiceKeys } from './core/services/types.ts'
import { readIntent } from './intentFile.ts'
import {
  type DeployerOptions,
  L1_BEACON_VARIABLE,
  L1_RPC_VARIABLE,
  withDeployment,
} from './openDeployment.ts'
import { suggestFees } from './rpc/fees.ts'
import { type Finding, readFindings } from './rpc/findings.ts'
import { requireKeyRoles } from './rpc/roles.ts'
import { type DeploymentPaths, deploymentPaths } from './state/files.ts'

export {
  type DeployerOptions,
  L1_BEACON_VARIABLE,
  L1_RPC_VARIABLE,
  SIGNER_VARIABLE,
} from './openDeployment.ts'

/** What L1 shows of a chain, and what its genesis was built from. */
export type Inspection = Omit<L1Facts, 'addresses'> & { addresses: L1Addresses; findings: Finding[] }

/** What can be done with one project folder. */
export type Deployer = ReturnType<typeof createDeployer>

/** Wires one project folder to its L1 and its engine. Reads nothing until a function is called. */
export function createDeployer(options: DeployerOptions) {
  const { folder, environment } = options
  const intentOf = (): Intent => readIntent(join(folder, 'config.toml'), options)

  return {
    intent: intentOf,
    paths: (): DeploymentPaths => deploymentPaths(folder, intentOf().name),

    /** The steps left, without doing any. Needs no key: without one the owner counts as the sender. */
    async plan(): Promise<Plan> {
      return withDeployment(options, intentOf(), { write: false }, async (context) => {
        const fees = await suggestFees(context.client, context.intent.maxFeePerGasWei)
        const observed = await observe(context)
        const { intent, layout } = context
        return buildPlan({ intent, layout, observed, feePerGasWei: fees.maxFeePerGas })
      })
    },

    /** Does the steps left. Safe to repeat, and to interrupt anywhere. */
    async deployContracts(): Promise<{ addresses: L1Addresses }> {
      return withDeployment(options, intentOf(), { write: true }, async (context) => {
        await deployContracts(context)
        return { addresses: addressesOf(context.layout) }
      })
    },

    /** Takes all keys of the services away on L1. @returns What this or an earlier, interrupted run has sent for it. */
    async revokeKeys(): Promise<Hash[]> {
      return withDeployment(options, intentOf(), { write: true, signAs: 'owner' }, revokeKeys)
    },

    /**
     * Installs the keys of `next` on L1: the same chain with other keys. config.toml is not written.
     *
     * @returns What this or an earlier, interrupted run has sent for it
     * @throws ForeignStateError when `next` is another chain, NotDeployedError, SignerError
     */
    async rotateKeys(next: Intent): Promise<Hash[]> {
      requireName(next, intentOf())
      const access = { write: true, signAs: 'owner', keys: 'new' } as const
      return withDeployment(options, next, access, installKeys)
    },

    /** The transactions left to install the keys of `next`, or to take all away, for another signer. Needs no key. */
    async rotation(next?: Intent): Promise<L1Step[]> {
      if (next) requireName(next, intentOf())
      const access = { write: false, keys: next ? 'new' : 'known' } as const
      return withDeployment(options, next ?? intentOf(), access, (context) =>
        openRotation(context, next ? 'install' : 'revoke'),
      )
    },

    /** What L1 shows of the chain, compared with the intent. */
    async inspectContracts(): Promise<Inspection> {
      return withDeployment(options, intentOf(), { write: false }, async (context) => {
        const [origin, built, anchor] = [frozenOrigin(context), genesisFacts(context), genesisAnchor(context)]
        if (!origin || !built || !anchor) throw new NotDeployedError({ deployment: context.intent.name })
        const findings = await readFindings(context, anchor)
        const { firstBatcher, ownerIsContract } = built
        return { addresses: addressesOf(context.layout), origin, firstBatcher, ownerIsContract, findings }
      })
    },

    /**
     * Requires that L1 still knows the keys of config.toml: what others sign does not count.
     *
     * @param roles - Only these; default: all.
     * @throws RoleMismatchError
     */
    async requireKeyRoles(roles?: readonly KeyRole[]): Promise<void> {
      const intent = intentOf()
      if (intent.engine === 'embedded') return
      await withDeployment(options, intent, { write: false }, ({ client, layout }) =>
        requireKeyRoles(client, { intent, contracts: servicesInput(intent, addressesOf(layout)), roles }),
      )
    },

    /**
     * Keys of the services; empty for an engine that signs nothing.
     *
     * @param names - Only these, whatever the engine.
     * @throws ServiceKeyError
     */
    serviceKeys(names?: readonly (keyof ServiceKeys)[]): Partial<ServiceKeys> {
      const intent = intentOf()
      return intent.engine === 'embedded' && !names ? {} : readServiceKeys(intent, environment, names)
    },

    /** What an engine needs of the deployed chain. */
    async engineChain(): Promise<EngineChain> {
      return withDeployment(options, intentOf(), { write: false }, async (context) => {
        const origin = frozenOrigin(context)
        if (!origin || !stateOf(context).stages.has('verify')) {
          throw new NotDeployedError({ deployment: context.intent.name })
        }
        const { intent, layout, paths } = context
        const addresses = addressesOf(layout)
        return {
          name: intent.name,
          folder: paths.folder,
          l1ChainId: intent.l1ChainId,
          l2ChainId: intent.l2ChainId,
          l1RpcUrl: requireUrl(environment, L1_RPC_VARIABLE),
          ...beaconOf(intent, environment),
          portal: portalOf(addresses),
          l1OriginNumber: origin.number,
          blockTimeSeconds: intent.blockTimeSeconds,
          gasLimit: intent.gasLimit,
          rpcPort: intent.rpcPort,
          services: servicesInput(intent, addresses),
        }
      })
    },
  }
}

function requireName({ name }: Intent, { name: expected }: Intent): void {
  if (name === expected) return
  throw new ForeignStateError({ deployment: expected, field: 'chain.name', found: name, expected })
}

/** The beacon API of L1: needed when batches are posted as blobs. @throws EnvironmentError */
function beaconOf({ engine, run }: Intent, environment: Environment): { l1BeaconUrl?: string } {
  const isNeeded = engine !== 'embedded' && run.da === 'blobs'
  if (!isNeeded && !environment[L1_BEACON_VARIABLE]) return {}
  return { l1BeaconUrl: requireUrl(environment, L1_BEACON_VARIABLE) }
}
