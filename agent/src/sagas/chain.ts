import { join } from 'node:path'
import {
  buildRun,
  type Engine,
  type EngineChain,
  engineOf,
  type Intent,
  NotReadyError,
  type ServiceKeys,
} from '@opraas/deployer'
import type { Hash, Hex } from 'viem'
import type { AgentDeps } from './deps.ts'
import type { ServiceAccount } from './funding.ts'
import { readSaga } from './saga.ts'

/** A start that takes longer goes on without us; the next pass looks again. */
const UP_MS = 120_000

/** What `verify` writes down of a chain. Bigints are decimal strings. */
export type VerifiedChain = {
  chain: Omit<EngineChain, 'l1RpcUrl' | 'l1BeaconUrl'>
  /** Name of the engine that the chain began with. */
  engine: string
  /** Number of its key set; the keys themselves are written nowhere. */
  keySet: number
  genesisHash: Hash
}

/** A provisioned chain, as this vendor runs it. */
export type ProvisionedChain = Omit<VerifiedChain, 'chain' | 'engine'> & {
  chain: EngineChain
  engine: Engine
  /** Provisioning went through to the end. */
  started: boolean
  /** Its RPC was seen to serve the genesis that follows from L1. */
  genesisChecked: boolean
}

/** The folder of an agreement's chain. */
export function chainFolder({ config }: Pick<AgentDeps, 'config'>, agreementId: Hex): string {
  return join(config.dataFolder, 'chains', agreementId)
}

export function provisionSaga(agreementId: Hex): string {
  return `provision/${agreementId}`
}

/** How this vendor runs chains: agent.toml says it, never the config that a client has published. Pure. */
export function runOf(
  { agent, infra, da, services, rpc }: AgentDeps['config'],
  { l1ChainId, generation }: Pick<Intent, 'l1ChainId' | 'generation'>,
): Intent['run'] {
  return buildRun({
    l1: { chain_id: l1ChainId, generation },
    infra: { ...infra, version_set: agent.version_set },
    ...{ da, services, rpc },
  })
}

/** What is known of a provisioned chain; undefined before it was verified. */
export async function findChain(
  deps: Pick<AgentDeps, 'store' | 'config' | 'l1'>,
  agreementId: Hex,
): Promise<ProvisionedChain | undefined> {
  const { steps, facts } = await readSaga(deps.store, provisionSaga(agreementId))
  if (!steps.has('verify')) return undefined
  // Written by `verify`: bigints are decimal strings.
  const { chain, engine: name, keySet, genesisHash } = facts as VerifiedChain
  const engine = engineOf(name)
  const { url: l1RpcUrl, beaconUrl: l1BeaconUrl } = deps.l1
  return {
    chain: {
      ...chain,
      l1OriginNumber: BigInt(chain.l1OriginNumber),
      gasLimit: BigInt(chain.gasLimit),
      services: { ...chain.services, run: runOf(deps.config, chain.services) },
      l1RpcUrl,
      ...(l1BeaconUrl && { l1BeaconUrl }),
    },
    ...{ engine, keySet, genesisHash },
    started: steps.has('start'),
    genesisChecked: !engine.simulated && steps.has('genesis'),
  }
}

/** The same, for whoever comes after `verify`. */
export async function requireChain(deps: AgentDeps, agreementId: Hex): Promise<ProvisionedChain> {
  const found = await findChain(deps, agreementId)
  if (!found) throw new TypeError(`${agreementId} is not provisioned`)
  return found
}

/**
 * Brings a provisioned chain up, and waits until it is well.
 *
 * @throws NotReadyError after two minutes; the chain goes on starting
 */
export async function startEngine(deps: AgentDeps, agreementId: Hex): Promise<void> {
  const provisioned = await requireChain(deps, agreementId)
  const { chain, engine } = provisioned
  const limit = AbortSignal.timeout(UP_MS)
  const signal = AbortSignal.any([deps.signal, limit])
  try {
    await engine.up(chain, { signal, keys: keysOf(deps, provisioned) })
  } catch (error) {
    if (!limit.aborted || deps.signal.aborted) throw error
    throw new NotReadyError({
      service: `The chain ${chain.name}`,
      seconds: UP_MS / 1000,
      reason: 'it still catches up, or something is wrong with it',
      log: join(chain.folder, 'engine', 'logs'),
    })
  }
}

/** The accounts that a chain's services pay from on L1. */
export function accountsOf(
  { keySets }: Pick<AgentDeps, 'keySets'>,
  agreementId: Hex,
  provisioned: ProvisionedChain,
): ServiceAccount[] {
  return signersOf(provisioned)
    .filter((service) => service !== 'unsafeSigner')
    .map((service) => ({
      ...{ agreementId, service },
      address: keySets.accountOf(provisioned.keySet, service),
    }))
}

function keysOf({ keySets }: AgentDeps, provisioned: ProvisionedChain): Partial<ServiceKeys> {
  const signers = signersOf(provisioned)
  if (signers.length === 0) return {}
  const keys = keySets.privateKeys(provisioned.keySet)
  return Object.fromEntries(signers.map((service) => [service, keys[service]]))
}

/** The services of a chain that sign. A simulated chain has none. */
function signersOf({ chain, engine }: ProvisionedChain): (keyof ServiceKeys)[] {
  if (engine.simulated) return []
  const { challenger, resolver } = chain.services.run.services
  return [
    ...(['batcher', 'unsafeSigner', 'proposer'] as const),
    ...(challenger === 'off' ? [] : (['challenger'] as const)),
    ...(resolver ? (['resolver'] as const) : []),
  ]
}
