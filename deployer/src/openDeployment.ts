import { setTimeout as sleep } from 'node:timers/promises'
import type { Address } from 'viem'
import type { ApplyContext, ApplyEvent } from './apply/context.ts'
import { rotationStage } from './apply/rotateKeys.ts'
import { privateKeySigner } from './apply/signers/privateKey.ts'
import { loadBedrock } from './artifacts/bedrock.ts'
import { type Environment, requireUrl } from './core/environment.ts'
import { ForeignKeysError, ForeignStateError, SignerError } from './core/errors/index.ts'
import { hashChain, hashIntent, type Intent } from './core/intent/index.ts'
import { layoutL1 } from './core/l1/layout.ts'
import type { RawSigner } from './core/ports.ts'
import { connectRpc, reach, requireSameChain } from './rpc/client.ts'
import { type DeploymentPaths, deploymentPaths, readFileIfExists, readVersioned } from './state/files.ts'
import { type FaultHook, type Journal, openJournal, readJournal } from './state/journal.ts'
import { acquireLock, type Lock } from './state/lock.ts'
import { foldJournal, type State } from './state/state.ts'

/** Variable of the key that signs L1 steps. */
export const SIGNER_VARIABLE = 'OPRAAS_PRIVATE_KEY'
/** Variable of the L1 RPC. */
export const L1_RPC_VARIABLE = 'OPRAAS_L1_RPC_URL'
/** Variable of the L1 beacon API, for batches in blobs. */
export const L1_BEACON_VARIABLE = 'OPRAAS_L1_BEACON_URL'

export type DeployerOptions = {
  /** The project folder, with config.toml. */
  folder: string
  environment: Environment
  signal: AbortSignal
  report?: (event: ApplyEvent) => void
  /** The L1 is a fork on this machine, whatever its chain id. */
  localL1?: boolean
  /** Called around every write of the journal: for tests that kill the process there. */
  onWrite?: FaultHook
}

/**
 * How a deployment is opened. `signAs`: whose key signs, the account's that the deployment began with, or the owner's.
 * `keys`: whether the intent may name keys that no rotation has installed yet.
 */
export type DeploymentAccess = { write: boolean; signAs?: 'deployer' | 'owner'; keys?: 'known' | 'new' }

/**
 * Connects, opens the deployment (locked when it will be written), runs, closes.
 *
 * @throws ForeignStateError when it is tied to another config, chain or key, LockedError, and what connecting throws
 */
export async function withDeployment<T>(
  options: DeployerOptions,
  intent: Intent,
  { write, signAs = 'deployer', keys = 'known' }: DeploymentAccess,
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
    const opened = openedOf(journal)
    const { owner } = intent.roles
    const expected = signAs === 'owner' ? owner : opened?.deployer
    const signer = signerOf(environment, { expected, owner, write })
    if (opened) {
      requireSameIntent(intent, { opened, keys, stages: foldJournal(journal.records()).stages })
      await requireSameChain(client, opened.l1Block)
    } else if (write) {
      const block = await reach(client, () => client.getBlock({ blockTag: 'latest' }))
      const l1Block = { number: block.number, hash: block.hash }
      const { name, l1ChainId, l2ChainId } = intent
      const deployer = signer.address
      const hashes = { intentHash: hashIntent(intent), chainHash: hashChain(intent) }
      journal.append([{ kind: 'opened', name, ...hashes, l1ChainId, l2ChainId, l1Block, deployer }])
    }
    const artifacts = loadBedrock()
    return await run({
      intent,
      artifacts,
      contracts: artifacts.contracts,
      layout: layoutL1(intent, artifacts.contracts, opened?.deployer ?? signer.address),
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

/** What the deployment is tied to: its first record, once anything has been signed or done. */
function openedOf(journal: Journal): State['opened'] {
  const records = journal.records()
  const isTied = records.some(({ kind }) => kind === 'signed' || kind === 'stage')
  return isTied ? foldJournal(records).opened : undefined
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
  {
    opened,
    keys,
    stages,
  }: { opened: NonNullable<State['opened']>; keys: 'known' | 'new'; stages: State['stages'] },
): void {
  const deployment = intent.name
  const number = (field: string, found: number, expected: number): void => {
    if (found === expected) return
    throw new ForeignStateError({ deployment, field, found: String(found), expected: String(expected) })
  }
  number('l1.chain_id', intent.l1ChainId, opened.l1ChainId)
  number('chain.id', intent.l2ChainId, opened.l2ChainId)
  const found = hashIntent(intent)
  if (found === opened.intentHash || stages.has(rotationStage(found))) return
  if (hashChain(intent) === opened.chainHash) {
    if (keys === 'new') return
    throw new ForeignKeysError({ deployment })
  }
  throw new ForeignStateError({ deployment, field: 'an intent of hash', found, expected: opened.intentHash })
}

/** The signer; for reading without a key, the account's address, which signs nothing. */
function signerOf(
  environment: Environment,
  { expected, owner, write }: { expected: Address | undefined; owner: Address; write: boolean },
): RawSigner {
  const key = environment[SIGNER_VARIABLE]
  if (!write) return reader(expected ?? (key ? privateKeySigner(SIGNER_VARIABLE, key).address : owner))
  const signer = privateKeySigner(SIGNER_VARIABLE, key)
  if (expected && signer.address !== expected) {
    throw new SignerError({ expected, found: signer.address, variable: SIGNER_VARIABLE })
  }
  return signer
}

/** An account that is only looked at. */
function reader(address: Address): RawSigner {
  return {
    kind: 'raw',
    address,
    sign: async () => {
      throw new SignerError({ expected: address, found: 'missing', variable: SIGNER_VARIABLE })
    },
  }
}
