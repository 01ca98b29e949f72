import { join } from 'node:path'
import type { Hash } from 'viem'
import { stateOf } from './apply/context.ts'
import { deployContracts } from './apply/deployContracts.ts'
import { observe } from './apply/observe.ts'
import { runSteps } from './apply/stages/contracts.ts'
import { frozenOrigin } from './apply/stages/freeze.ts'
import { genesisFacts } from './apply/stages/genesis.ts'
import { requireUrl } from './core/environment.ts'
import { NotDeployedError } from './core/errors/index.ts'
import type { Intent } from './core/intent/index.ts'
import { addressesOf, type L1Addresses } from './core/l1/layout.ts'
import { revokeSteps } from './core/l1/rotation.ts'
import { buildPlan, type Plan } from './core/plan/plan.ts'
import type { EngineChain } from './core/ports.ts'
import { servicesInput } from './core/services/servicesInput.ts'
import { readIntent } from './intentFile.ts'
import { type DeployerOptions, L1_RPC_VARIABLE, withDeployment } from './openDeployment.ts'
import { suggestFees } from './rpc/fees.ts'
import { type Finding, readFindings } from './rpc/findings.ts'
import { type DeploymentPaths, deploymentPaths } from './state/files.ts'

export { type DeployerOptions, L1_RPC_VARIABLE, SIGNER_VARIABLE } from './openDeployment.ts'

/** What can be done with one project folder. */
export type Deployer = ReturnType<typeof createDeployer>

/** Wires one project folder to its L1 and its engine. Reads nothing until a function is called. */
export function createDeployer(options: DeployerOptions) {
  const { folder, environment } = options
  const intentOf = (): Intent => readIntent(join(folder, 'config.toml'))

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
      return withDeployment(options, intentOf(), { write: true, signAs: 'owner' }, async (context) => {
        if (!stateOf(context).stages.has('verify')) {
          throw new NotDeployedError({ deployment: context.intent.name })
        }
        const steps = revokeSteps(addressesOf(context.layout))
        await runSteps(context, steps)
        const { mined } = stateOf(context)
        return steps.flatMap(({ id }) => mined.get(id)?.hash ?? [])
      })
    },

    /** What L1 shows of the chain, compared with the intent. */
    async inspectContracts(): Promise<{ addresses: L1Addresses; findings: Finding[] }> {
      return withDeployment(options, intentOf(), { write: false }, async (context) => {
        const facts = genesisFacts(context)
        if (!facts) throw new NotDeployedError({ deployment: context.intent.name })
        const findings = await readFindings(context, facts.outputRoot)
        return { addresses: addressesOf(context.layout), findings }
      })
    },

    /** What an engine needs of the deployed chain. */
    async engineChain(): Promise<EngineChain> {
      return withDeployment(options, intentOf(), { write: false }, async (context) => {
        const origin = frozenOrigin(context)
        if (!origin || !stateOf(context).stages.has('verify')) {
          throw new NotDeployedError({ deployment: context.intent.name })
        }
        const { intent, layout, paths } = context
        return {
          name: intent.name,
          folder: paths.folder,
          l1ChainId: intent.l1ChainId,
          l2ChainId: intent.l2ChainId,
          l1RpcUrl: requireUrl(environment, L1_RPC_VARIABLE),
          portal: layout.proxies.OptimismPortal2.address,
          l1OriginNumber: origin.number,
          blockTimeSeconds: intent.blockTimeSeconds,
          gasLimit: intent.gasLimit,
          rpcPort: intent.rpcPort,
          services: servicesInput(intent, addressesOf(layout)),
        }
      })
    },
  }
}
