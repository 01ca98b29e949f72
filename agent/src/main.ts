import { setTimeout as sleep } from 'node:timers/promises'
import {
  asOpraasError,
  connectMarket,
  connectRpc,
  type Environment,
  EnvironmentError,
  type FaultHook,
  findPrograms,
  findUnpostable,
  InvalidInputError,
  L1_BEACON_VARIABLE,
  L1_RPC_VARIABLE,
  privateKeySigner,
  programsAvailable,
  reach,
  requireUrl,
} from '@opraas/deployer'
import { schedule } from 'node-cron'
import { createMetrics } from './api/metrics.ts'
import { serveApi } from './api/server.ts'
import { createAgreementReader } from './chain/agreements.ts'
import { createWatcher } from './chain/watcher.ts'
import { type AgentConfig, parseListen, readAgentConfig, variables } from './config.ts'
import { deriveKeySets } from './keys/keySets.ts'
import { createLog, type Log } from './log.ts'
import { claimRunning, fundRunning } from './reconcile/chores.ts'
import { createLoop } from './reconcile/loop.ts'
import { runOf } from './sagas/chain.ts'
import type { AgentDeps } from './sagas/deps.ts'
import { createFunder, fundingLimits } from './sagas/funding.ts'
import { setup as publish, type SetupResult } from './setup/setup.ts'
import { requireIdentity } from './store/identity.ts'
import { openStore } from './store/store.ts'
import { storedMemory } from './store/watcherMemory.ts'
import { createTransactor } from './transactor/transactor.ts'

export type AgentOptions = {
  configFile: string
  environment: Environment
  signal: AbortSignal
  /** Called around every write of the store: for tests that kill the process there. */
  onWrite?: FaultHook
}

/** Publishes operator, key sets, bond and offer; sends only what is missing. */
export async function setupAgent(options: AgentOptions): Promise<SetupResult> {
  return withDeps(options, createLog('agent', 'stderr'), async (deps) => {
    if (!deps.vendor) throw new EnvironmentError({ variable: variables.vendorKey, expected: 'a private key' })
    return publish({ ...deps, vendor: deps.vendor })
  })
}

/** Runs the daemon until the signal aborts. */
export async function runAgent(options: AgentOptions): Promise<void> {
  await withDeps(options, createLog('agent'), async (deps) => {
    const { config, log, signal } = deps
    await requireRunnable(deps)
    await Promise.all([deps.operator.recover(), deps.vendor?.recover()])
    const watcher = createWatcher({
      market: deps.market,
      confirmations: config.agent.confirmations,
      vendor: deps.vendorAddress,
      ...storedMemory(deps.store),
    })
    const metrics = createMetrics()
    const loop = createLoop(deps, watcher, metrics.events)
    const server = await serveApi({
      ...parseListen(config.agent.listen),
      loop,
      registry: metrics.registry,
      staleAfterMs: 10 * config.agent.poll_ms + 30_000,
    })
    const resyncs = schedule(config.agent.resync, () => watcher.resync())
    const claims = schedule(config.agent.claim, () =>
      claimRunning(deps, loop.views()).catch((error) => report(deps, error)),
    )
    const fundings = schedule(config.agent.fund, () =>
      fundRunning(deps, loop.views(), metrics.funded).catch((error) => report(deps, error)),
    )
    log.info('agent.started', { marketChainId: deps.market.marketChainId, operator: deps.operator.address })
    try {
      while (!signal.aborted) {
        await loop.pass().catch((error: unknown) => report(deps, error))
        await sleep(config.agent.poll_ms, undefined, { signal }).catch(ignoreAbort)
      }
      await loop.settled()
    } finally {
      await Promise.all([claims.destroy(), fundings.destroy(), resyncs.destroy()])
      server.close()
      server.closeAllConnections()
      log.info('agent.stopped')
    }
  })
}

/** Connects, opens the store, runs, closes. */
async function withDeps<T>(
  options: AgentOptions,
  log: Log,
  run: (deps: AgentDeps) => Promise<T>,
): Promise<T> {
  const { environment, signal } = options
  const config = readAgentConfig(options.configFile)
  const keySets = deriveKeySets(environment)
  const operatorSigner = privateKeySigner(variables.operatorKey, environment[variables.operatorKey])
  // A vendor may keep its own key elsewhere: this agent then neither rejects nor claims.
  const vendorKey = environment[variables.vendorKey]
  const vendorSigner = vendorKey ? privateKeySigner(variables.vendorKey, vendorKey) : undefined
  const vendorAddress = vendorSigner?.address ?? config.agent.vendor
  if (!vendorAddress) {
    throw new EnvironmentError({
      variable: variables.vendorKey,
      expected: 'a private key, or `vendor` in agent.toml',
    })
  }
  const market = await connectMarket(environment)
  const l1Url = requireUrl(environment, L1_RPC_VARIABLE)
  const l1Client = await connectRpc({ name: 'L1', url: l1Url, chainId: config.offer.l1_chain_id })
  const store = await openStore(config.dataFolder, options.onWrite ? { onWrite: options.onWrite } : {})
  try {
    const first = await reach(market.client, () => market.client.getBlock({ blockNumber: 1n }))
    await requireIdentity(store, {
      marketChainId: market.marketChainId,
      marketplace: market.marketplace,
      vendor: vendorAddress,
      marketBlock: first.hash,
    })
    const l1ChainId = config.offer.l1_chain_id
    const onMarket = { client: market.client, chainId: market.marketChainId }
    const transactor = (signer: typeof operatorSigner, chain = onMarket) =>
      createTransactor({
        ...chain,
        signer,
        store,
        log,
        confirmations: config.agent.confirmations,
        maxFeePerGasWei: BigInt(Math.round(config.agent.max_fee_gwei * 1e9)),
        pollMs: Math.min(config.agent.poll_ms, 1_000),
        signal,
        wait: (ms) => sleep(ms, undefined, { signal }),
      })
    const operator = transactor(operatorSigner)
    // One account on one chain has one transactor: two would choose the same nonces.
    const payer =
      l1ChainId === market.marketChainId
        ? operator
        : transactor(operatorSigner, { client: l1Client, chainId: l1ChainId })
    return await run({
      config,
      vendorAddress,
      market,
      l1: { client: l1Client, url: l1Url, beaconUrl: beaconOf(config, environment) },
      reader: createAgreementReader(market),
      store,
      keySets,
      operator,
      funder: createFunder({
        ...{ client: l1Client, operator: payer, store, log },
        limits: fundingLimits(config.agent),
        now: Date.now,
      }),
      vendor: vendorSigner && transactor(vendorSigner),
      log,
      signal,
    })
  } finally {
    await store.close()
  }
}

/**
 * A vendor learns at the start, not from its first client, what can't be run.
 *
 * @throws ProgramMissingError, InvalidInputError
 */
async function requireRunnable({ config }: AgentDeps): Promise<void> {
  if (config.agent.engine !== 'native') return
  const names = ['op-geth', 'op-node', 'op-batcher', 'op-proposer'] as const
  const run = runOnL1(config)
  const unpostable = findUnpostable({ l1ChainId: config.offer.l1_chain_id, run })
  if (unpostable) throw new InvalidInputError(unpostable)
  const { versionSet, programs: given } = run
  const wanted = { versionSet, names, given }
  if (!programsAvailable(wanted)) await findPrograms(wanted)
}

/** The beacon API of L1, which nodes need to read batches in blobs. @throws EnvironmentError */
function beaconOf(config: AgentConfig, environment: Environment): string | undefined {
  const isNeeded = config.agent.engine === 'native' && runOnL1(config).da === 'blobs'
  if (!isNeeded && !environment[L1_BEACON_VARIABLE]) return undefined
  return requireUrl(environment, L1_BEACON_VARIABLE)
}

/** How chains on the offered L1 are run. */
function runOnL1(config: AgentConfig): ReturnType<typeof runOf> {
  return runOf(config, { l1ChainId: config.offer.l1_chain_id, generation: 'dispute-games' })
}

function report({ log, signal }: AgentDeps, thrown: unknown): void {
  if (signal.aborted) return
  const error = asOpraasError(thrown)
  log.error('agent.passFailed', { code: error.code, reason: error.message })
}

function ignoreAbort(error: unknown): void {
  if ((error as { name?: string }).name !== 'AbortError') throw error
}
