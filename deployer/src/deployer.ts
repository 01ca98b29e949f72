import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Address, Hash } from 'viem'
import { type ApplyContext, type ApplyEvent, stateOf } from './apply/context.ts'
import { deployContracts } from './apply/deployContracts.ts'
import { observe } from './apply/observe.ts'
import { privateKeySigner } from './apply/signers/privateKey.ts'
import { runSteps } from './apply/stages/contracts.ts'
import { frozenOrigin } from './apply/stages/freeze.ts'
import { genesisFacts } from './apply/stages/genesis.ts'
import { loadBedrock } from './artifacts/bedrock.ts'
import { ForeignStateError, NotDeployedError, SignerError } from './core/errors/index.ts'
import { hashIntent, type Intent } from './core/intent/index.ts'
import { addressesOf, type L1Addresses, layoutL1 } from './core/l1/layout.ts'
import { revokeSteps } from './core/l1/rotation.ts'
import { buildPlan, type Plan } from './core/plan/plan.ts'
import type { EngineChain, RawSigner } from './core/ports.ts'
import { type Environment, requireUrl } from './environment.ts'
import { type Finding, inspectContracts } from './inspect/contracts.ts'
import { readIntent } from './intentFile.ts'
import { connectRpc, reach, requireSameChain } from './rpc/client.ts'
import { suggestFees } from './rpc/fees.ts'
import { type DeploymentPaths, deploymentPaths, readFileIfExists, readVersioned } from './state/files.ts'
import { type FaultHook, type Journal, openJournal, readJournal } from './state/journal.ts'
import { acquireLock, type Lock } from './state/lock.ts'
import { foldJournal } from './state/state.ts'

/** Variable of the key that signs L1 steps. */
export const SIGNER_VARIABLE = 'OPRAAS_PRIVATE_KEY'
/** Variable of the L1 RPC. */
export const L1_RPC_VARIABLE = 'OPRAAS_L1_RPC_URL'

export type DeployerOptions = {
  /** The project folder, with config.toml. */
  folder: string
  environment: Environment
  signal: AbortSignal
  report?: (event: ApplyEvent) => void
  /** Called around every write of the journal: for tests that kill the process there. */
  onWrite?: FaultHook
}

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
      return withContext(options, intentOf(), { write: false }, async (context) => {
        const fees = await suggestFees(context.client, context.intent.maxFeePerGasWei)
        const observed = await observe(context)
        const { intent, layout } = context
        return buildPlan({ intent, layout, observed, feePerGasWei: fees.maxFeePerGas })
      })
    },

    /** Does the steps left. Safe to repeat, and to interrupt anywhere. */
    async deployContracts(): Promise<{ addresses: L1Addresses }> {
      return withContext(options, intentOf(), { write: true }, async (context) => {
        await deployContracts(context)
        return { addresses: addressesOf(context.layout) }
      })
    },

    /** Takes all keys of the services away on L1. @returns Hashes of what was sent; none when it was done before. */
    async revokeKeys(): Promise<Hash[]> {
      return withContext(options, intentOf(), { write: true }, async (context) => {
        if (!stateOf(context).stages.has('verify')) {
          throw new NotDeployedError({ deployment: context.intent.name })
        }
        return runSteps(context, revokeSteps(addressesOf(context.layout)))
      })
    },

    /** What L1 shows of the chain, compared with the intent. */
    async inspectContracts(): Promise<{ addresses: L1Addresses; findings: Finding[] }> {
      return withContext(options, intentOf(), { write: false }, async (context) => {
        const facts = genesisFacts(context)
        if (!facts) throw new NotDeployedError({ deployment: context.intent.name })
        const findings = await inspectContracts(context, facts.outputRoot)
        return { addresses: addressesOf(context.layout), findings }
      })
    },

    /** What an engine needs of the deployed chain. */
    async engineChain(): Promise<EngineChain> {
      return withContext(options, intentOf(), { write: false }, async (context) => {
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
        }
      })
    },
  }
}

/** Connects, opens the deployment (locked when it will be written), runs, closes. */
async function withContext<T>(
  options: DeployerOptions,
  intent: Intent,
  { write }: { write: boolean },
  run: (context: ApplyContext) => Promise<T>,
): Promise<T> {
  const { environment, signal, report = () => undefined } = options
  const paths = deploymentPaths(options.folder, intent.name)
  let lock: Lock | undefined
  let journal: Journal | undefined
  try {
    if (write) lock = acquireLock(paths.lock, `the deployment ${intent.name}`)
    requireReadableState(paths)
    journal = openDeploymentJournal(paths, options, write)
    const client = await connectRpc({
      name: 'L1',
      url: requireUrl(environment, L1_RPC_VARIABLE),
      chainId: intent.l1ChainId,
    })
    const opened = foldJournal(journal.records()).opened
    const signer = signerOf(environment, { deployer: opened?.deployer, owner: intent.roles.owner, write })
    if (opened) {
      requireSameIntent(intent, opened)
      await requireSameChain(client, opened.l1Block)
    } else if (write) {
      const block = await reach(client, () => client.getBlock({ blockTag: 'latest' }))
      const l1Block = { number: block.number, hash: block.hash }
      const { name, l1ChainId, l2ChainId } = intent
      const deployer = signer.address
      journal.append([
        { kind: 'opened', name, intentHash: hashIntent(intent), l1ChainId, l2ChainId, l1Block, deployer },
      ])
    }
    const artifacts = loadBedrock()
    return await run({
      intent,
      artifacts,
      contracts: artifacts.contracts,
      layout: layoutL1(intent, artifacts.contracts, signer.address),
      client,
      signer,
      journal,
      paths,
      now: Date.now,
      wait: (ms) => sleep(ms, undefined, { signal }),
      signal,
      report,
    })
  } finally {
    journal?.close()
    lock?.release()
  }
}

/** state.json is for readers; one of another version, or a broken one, shows that something else wrote here. */
function requireReadableState(paths: DeploymentPaths): void {
  readVersioned(paths.state, 1)
}

function openDeploymentJournal(paths: DeploymentPaths, options: DeployerOptions, write: boolean): Journal {
  if (write)
    return openJournal(paths.journal, { now: Date.now, ...(options.onWrite && { onWrite: options.onWrite }) })
  const records = readFileIfExists(paths.journal) === undefined ? [] : readJournal(paths.journal).records
  return {
    records: () => records,
    append: () => {
      throw new TypeError('the deployment was opened for reading')
    },
    close: () => undefined,
  }
}

/** What makes the chain must not change under it. */
function requireSameIntent(
  intent: Intent,
  opened: { intentHash: string; l1ChainId: number; l2ChainId: number },
): void {
  const deployment = intent.name
  const number = (field: string, found: number, expected: number): void => {
    if (found === expected) return
    throw new ForeignStateError({ deployment, field, found: String(found), expected: String(expected) })
  }
  number('l1.chain_id', intent.l1ChainId, opened.l1ChainId)
  number('chain.id', intent.l2ChainId, opened.l2ChainId)
  const found = hashIntent(intent)
  if (found === opened.intentHash) return
  throw new ForeignStateError({ deployment, field: 'an intent of hash', found, expected: opened.intentHash })
}

/** The signer; for reading without a key, the account's address, which signs nothing. */
function signerOf(
  environment: Environment,
  { deployer, owner, write }: { deployer: Address | undefined; owner: Address; write: boolean },
): RawSigner {
  const key = environment[SIGNER_VARIABLE]
  const expected = deployer ?? owner
  if (!key && !write) {
    return {
      kind: 'raw',
      address: expected,
      sign: async () => {
        throw new SignerError({ expected, found: 'missing', variable: SIGNER_VARIABLE })
      },
    }
  }
  const signer = privateKeySigner(SIGNER_VARIABLE, key)
  if (deployer && signer.address !== deployer) {
    throw new SignerError({ expected: deployer, found: signer.address, variable: SIGNER_VARIABLE })
  }
  return signer
}
