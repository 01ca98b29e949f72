import { setTimeout as sleep } from 'node:timers/promises'
import type { Hash, Hex } from 'viem'
import { ForeignDataError } from '../../core/errors/index.ts'
import { toJson } from '../../core/json.ts'
import { buildGatewayConfig } from '../../core/services/gatewayConfig.ts'
import type { ServiceSpec } from '../../core/services/types.ts'
import { writeFileAtomic } from '../../state/files.ts'
import { askService } from '../process/rpc.ts'
import { nativePaths, type Pair, pairsOf } from './layout.ts'
import { readRecord } from './peers.ts'
import type { Supervisor } from './supervisor.ts'
import { conductorOf, executionOf, nodeOf, portOf, postingOf, urlOf, type Wiring } from './wiring.ts'

const POLL_MS = 100
/** Age of a head after which others may have gone on with the chain. */
const OLD_SECONDS = 30

/** Starts the services, each when what it needs answers. Returns early when `stop` comes. */
export async function startServices(
  wiring: Wiring,
  supervisor: Supervisor,
  { genesisHash, stop }: { genesisHash: Hash; stop: AbortSignal },
): Promise<void> {
  const { chain } = wiring
  const pairs = pairsOf(chain.services)
  const sequencers = pairs.filter(({ role }) => role === 'sequencer')
  const replicas = pairs.filter(({ role }) => role === 'replica')
  const isGroup = sequencers.length > 1

  for (const pair of pairs) supervisor.launch(executionOf(wiring, pair))
  for (const pair of pairs) await requireGenesis(wiring, pair, { genesisHash, stop })
  const isBehind = (await Promise.all(sequencers.map((pair) => isOld(wiring, pair, stop)))).includes(true)
  for (const pair of sequencers) supervisor.launch(nodeOf(wiring, pair, { waits: isBehind }))
  if (isGroup) {
    for (const pair of sequencers) {
      await answer(() => askService(urlOf(wiring, `${pair.node}.rpc`), 'optimism_version'), stop)
      supervisor.launch(conductorOf(wiring, pair, pair.index === 0))
    }
  }
  supervisor.launch(gatewayOf(wiring, pairs))
  if (!isBehind) startPosting(wiring, supervisor, false)
  if (chain.services.run.services.resolver) supervisor.launch(resolverOf(wiring))
  if (replicas.length > 0) {
    const records = await Promise.all(
      sequencers.map(({ node }) => answer(() => readRecord(urlOf(wiring, `${node}.rpc`)), stop)),
    )
    const bootnodes = records.filter((record) => record !== undefined)
    for (const pair of replicas) supervisor.launch(nodeOf(wiring, pair, { bootnodes }))
  }
  supervisor.tell({ ready: true })
}

/**
 * Starts what posts to L1, and what watches it, unless it runs: only a chain that knows what lies there has anything to
 * post. The proposer waits for `canPropose`: one that tries what L1 refuses tries it for a minute.
 */
export function startPosting(wiring: Wiring, supervisor: Supervisor, canPropose: boolean): void {
  for (const spec of postingOf(wiring)) if (canPropose || spec.name !== 'proposer') supervisor.launch(spec)
}

/**
 * Stops a chain so that nothing is left half: no new blocks, then what posts to L1, each waited for, then the nodes,
 * then what keeps the data.
 */
export async function stopServices(wiring: Wiring, supervisor: Supervisor): Promise<void> {
  const pairs = pairsOf(wiring.chain.services)
  const conductors = pairs.map(({ index }) => `conductor-${index}`)
  await supervisor.stop(['gateway', ...conductors])
  for (const { node, role } of pairs) {
    if (role === 'sequencer') await askService(urlOf(wiring, `${node}.rpc`), 'admin_stopSequencer')
  }
  await supervisor.stop(['batcher', 'proposer', 'challenger', 'dispute-mon', 'resolver'])
  await supervisor.stop(pairs.map(({ node }) => node))
  await supervisor.stop()
}

/** Waits for an op-geth, and makes sure that it serves this chain. */
export async function requireGenesis(
  wiring: Wiring,
  { execution }: Pair,
  { genesisHash, stop }: { genesisHash: Hash; stop: AbortSignal },
): Promise<void> {
  const url = urlOf(wiring, `${execution}.http`)
  const read = () => askService<{ hash: Hash }>(url, 'eth_getBlockByNumber', ['0x0', false])
  const block = await answer(read, stop)
  if (!block || block.hash === genesisHash) return
  const folder = nativePaths(wiring.chain.folder).data(execution)
  throw new ForeignDataError({ folder, found: block.hash, expected: genesisHash })
}

/**
 * Whether L1 may have more of the chain than this op-geth: it was stopped for a while, its data is a copy, or it has
 * none. Its sequencer waits then, see sequencing.ts.
 */
async function isOld(wiring: Wiring, { execution }: Pair, stop: AbortSignal): Promise<boolean> {
  const url = urlOf(wiring, `${execution}.http`)
  const read = () => askService<{ timestamp: Hex }>(url, 'eth_getBlockByNumber', ['latest', false])
  const block = await answer(read, stop)
  return block !== undefined && Date.now() / 1000 - Number(block.timestamp) > OLD_SECONDS
}

function gatewayOf(wiring: Wiring, pairs: readonly Pair[]): ServiceSpec {
  const { chain, ports } = wiring
  const file = nativePaths(chain.folder).gateway
  const url = ({ execution }: Pair): string => urlOf(wiring, `${execution}.http`)
  const sequencers = pairs.filter(({ role }) => role === 'sequencer')
  const config = buildGatewayConfig({
    chainId: chain.l2ChainId,
    rpc: chain.services.run.rpc,
    port: chain.rpcPort,
    metricsPort: portOf(ports, 'gateway.metrics'),
    sequencer: sequencers.map((pair) => ({
      name: pair.execution,
      url: url(pair),
      ...(sequencers.length > 1 && { conductorUrl: urlOf(wiring, `conductor-${pair.index}.rpc`) }),
    })),
    replicas: pairs
      .filter(({ role }) => role === 'replica')
      .map((pair) => ({ name: pair.execution, url: url(pair) })),
  })
  writeFileAtomic(file, toJson(config, 2))
  return { name: 'gateway', program: 'gateway', args: [file], secrets: {} }
}

function resolverOf({ chain, ports }: Wiring): ServiceSpec {
  const paths = nativePaths(chain.folder)
  const config = {
    l1ChainId: chain.l1ChainId,
    factory: chain.services.proposals,
    stateFile: `${paths.data('resolver')}.json`,
    pollMs: 2_000,
    metricsPort: portOf(ports, 'resolver.metrics'),
  }
  writeFileAtomic(paths.resolver, toJson(config, 2))
  return {
    name: 'resolver',
    program: 'resolver',
    args: [paths.resolver],
    secrets: { OPRAAS_L1_RPC_URL: 'l1RpcUrl', OPRAAS_RESOLVER_KEY: 'resolver' },
  }
}

/** Asks again until there is an answer; undefined when `stop` comes first. */
async function answer<T>(ask: () => Promise<T | undefined>, stop: AbortSignal): Promise<T | undefined> {
  while (!stop.aborted) {
    const found = await ask()
    if (found !== undefined) return found
    await sleep(POLL_MS)
  }
  return undefined
}
