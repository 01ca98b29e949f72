import { join } from 'node:path'
import { type KeySet, marketplaceAbi } from '@opraas/contracts'
import {
  adoptChain,
  type EngineChain,
  engineOf,
  findAgreement,
  type Intent,
  loadBedrock,
  OpraasError,
  parseIntent,
  reach,
  servicesInput,
  toJson,
  writeFileAtomic,
} from '@opraas/deployer'
import { fromConfigUri } from '@opraas/deployer/core'
import { encodeFunctionData, type Hex } from 'viem'
import type { Agreement } from '../chain/agreements.ts'
import { releasePort, reservePort } from '../store/chains.ts'
import { type AgentDeps, KEY_SET_LIMIT } from './deps.ts'
import { readSaga, recordStep, runSaga } from './saga.ts'

/** The folder of an agreement's chain. */
export function chainFolder({ config }: Pick<AgentDeps, 'config'>, agreementId: Hex): string {
  return join(config.dataFolder, 'chains', agreementId)
}

export function provisionSaga(agreementId: Hex): string {
  return `provision/${agreementId}`
}

/**
 * From a bound chain to a running one: check everything on L1, build the files, start the engine, publish.
 *
 * @throws OpraasError OPR-700 and others when the chain is not what the agreement says: see {@link isRefusal}
 */
export async function provision(deps: AgentDeps, agreement: Agreement): Promise<void> {
  const { agreementId } = agreement
  await runSaga(deps, provisionSaga(agreementId), [
    { name: 'verify', run: () => verify(deps, agreement) },
    {
      name: 'up',
      run: async () => {
        await startEngine(deps, agreementId)
        return undefined
      },
    },
    // A store that was lost is filled again from the chain: what runs there was started before.
    { name: 'start', run: () => (agreement.state === 'Requested' ? start : publishAgain)(deps, agreement) },
  ])
}

/** Brings a provisioned chain back up. */
export async function startEngine(deps: AgentDeps, agreementId: Hex): Promise<void> {
  const chain = await engineChainOf(deps, agreementId)
  if (!chain) throw new TypeError(`${agreementId} is not provisioned`)
  await engineOf(deps.config.agent.engine).up(chain, { signal: deps.signal })
}

/** What the engine needs to know of a provisioned chain; undefined before it was verified. */
export async function engineChainOf(deps: AgentDeps, agreementId: Hex): Promise<EngineChain | undefined> {
  const { steps, facts } = await readSaga(deps.store, provisionSaga(agreementId))
  if (!steps.has('verify')) return undefined
  const chain = facts.chain as Omit<EngineChain, 'l1RpcUrl' | 'l1OriginNumber' | 'gasLimit'> & {
    l1OriginNumber: string
    gasLimit: string
  }
  return {
    ...chain,
    l1OriginNumber: BigInt(chain.l1OriginNumber),
    gasLimit: BigInt(chain.gasLimit),
    l1RpcUrl: deps.l1.url,
  }
}

/** True for errors that no waiting cures: the chain is not the one agreed on. */
export function isRefusal(error: unknown): error is OpraasError {
  return error instanceof OpraasError && !error.retryable && /^OPR-(10|204|205|209|700)/.test(error.code)
}

/** Remembers that a chain is refused, and why. */
export async function recordRefusal(deps: AgentDeps, agreementId: Hex, error: OpraasError): Promise<void> {
  const facts = { code: error.code, reason: error.message }
  await recordStep(deps.store, { saga: `refuse/${agreementId}`, step: 'refused', facts })
}

/** Stops a chain's services and gives its port back. Its data stays. */
export async function teardown(deps: AgentDeps, agreementId: Hex): Promise<void> {
  await runSaga(deps, `teardown/${agreementId}`, [
    {
      name: 'down',
      run: async () => {
        const chain = await engineChainOf(deps, agreementId)
        if (chain) await engineOf(deps.config.agent.engine).down(chain, { signal: deps.signal })
        return undefined
      },
    },
    {
      name: 'release',
      run: async () => {
        await releasePort(deps.store, agreementId)
        return undefined
      },
    },
  ])
}

async function verify(
  deps: AgentDeps,
  agreement: Agreement,
): Promise<{ chain: Omit<EngineChain, 'l1RpcUrl'> }> {
  const { agreementId, systemConfig } = agreement
  const bound = await deps.reader.readChainConfig(agreementId)
  if (!bound) throw new TypeError(`${agreementId} was bound without a ChainBound event`)
  await requireFreshL1(deps, bound.boundAtSeconds)
  const intent = parseIntent(fromConfigUri(bound.uri), `config.toml of ${agreementId}`)
  const { keySet } = await findAgreement(deps.market, agreementId)
  requireAgreed(deps, { agreement, keySet, intent })
  const adopted = await adoptChain({ client: deps.l1.client, intent, systemConfig, artifacts: loadBedrock() })
  const folder = chainFolder(deps, agreementId)
  const published = portOf(await deps.reader.readEndpoints(agreement))
  writeFileAtomic(join(folder, 'genesis.json'), adopted.outputs.genesisJson)
  writeFileAtomic(join(folder, 'rollup.json'), adopted.outputs.rollupJson)
  return {
    chain: {
      name: intent.name,
      folder,
      l1ChainId: intent.l1ChainId,
      l2ChainId: intent.l2ChainId,
      portal: adopted.addresses.OptimismPortal2,
      l1OriginNumber: adopted.origin.number,
      blockTimeSeconds: intent.blockTimeSeconds,
      gasLimit: intent.gasLimit,
      rpcPort: await reservePort(deps.store, agreementId, deps.config.agent.rpc_ports, published),
      services: servicesInput(intent, adopted.addresses),
    },
  }
}

/** An L1 RPC that lags behind the bind would show a good chain as missing: nobody is refused for that. */
async function requireFreshL1({ l1 }: AgentDeps, boundAtSeconds: number): Promise<void> {
  const { timestamp } = await reach(l1.client, () => l1.client.getBlock({ blockTag: 'latest' }))
  if (Number(timestamp) >= boundAtSeconds) return
  throw new OpraasError(`The L1 RPC is ${boundAtSeconds - Number(timestamp)} s behind the bind.`, {
    code: 'OPR-200',
    next: 'It is tried again; use another L1 RPC when it stays behind.',
    values: { boundAtSeconds, l1Seconds: Number(timestamp) },
  })
}

/** The config the client published is the chain of this agreement, on the terms' L1, with a key set of ours. */
function requireAgreed(
  deps: AgentDeps,
  { agreement, keySet, intent }: { agreement: Agreement; keySet: KeySet; intent: Intent },
): void {
  const { terms, agreementId } = agreement
  const refuse = (field: string, found: unknown, expected: unknown): void => {
    if (String(found).toLowerCase() === String(expected).toLowerCase()) return
    throw new OpraasError(`The chain of ${agreementId} has ${field} ${found}, expected ${expected}.`, {
      code: 'OPR-700',
      next: 'The client binds the chain that the agreement is about.',
      values: { agreementId, field, found: String(found), expected: String(expected) },
    })
  }
  refuse('L1 chain id', intent.l1ChainId, terms.l1ChainId)
  refuse('L2 chain id', intent.l2ChainId, agreement.l2ChainId)
  refuse('owner', intent.roles.owner, agreement.client)
  for (const role of ['batcher', 'unsafeSigner', 'proposer', 'challenger'] as const) {
    refuse(role, intent.roles[role], keySet[role])
  }
  const index = deps.keySets.find(keySet, KEY_SET_LIMIT)
  if (index === undefined) refuse('a key set', keySet.batcher, 'a key set of this agent')
  if (terms.maxGasLimit > 0n && intent.gasLimit > terms.maxGasLimit) {
    refuse('a gas limit of', intent.gasLimit, `at most ${terms.maxGasLimit}`)
  }
}

function portOf(endpoints: { rpc: string } | undefined): number | undefined {
  return endpoints && Number(new URL(endpoints.rpc).port)
}

async function start(deps: AgentDeps, { agreementId }: Agreement): Promise<undefined> {
  const { keySet } = await findAgreement(deps.market, agreementId)
  const { published } = await endpointsOf(deps, agreementId)
  await deps.operator.send({
    id: `start/${agreementId}`,
    title: 'Start the chain',
    to: deps.market.marketplace,
    data: encodeFunctionData({
      abi: marketplaceAbi,
      functionName: 'start',
      args: [agreementId, keySet, published],
    }),
    gasLimit: 1_000_000n,
  })
  return undefined
}

/** Publishes where a running chain is, unless that is what the market says already. */
async function publishAgain(deps: AgentDeps, agreement: Agreement): Promise<undefined> {
  const { agreementId } = agreement
  const { rpc, published } = await endpointsOf(deps, agreementId)
  if ((await deps.reader.readEndpoints(agreement))?.rpc === rpc) return undefined
  await deps.operator.send({
    id: `publish/${agreementId}/${rpc}`,
    title: 'Publish the endpoints',
    to: deps.market.marketplace,
    data: encodeFunctionData({
      abi: marketplaceAbi,
      functionName: 'publishEndpoints',
      args: [agreementId, published],
    }),
    gasLimit: 300_000n,
  })
  return undefined
}

/** The endpoints of a chain that is up, and the JSON that the market publishes. */
async function endpointsOf(deps: AgentDeps, agreementId: Hex): Promise<{ rpc: string; published: string }> {
  const engine = engineOf(deps.config.agent.engine)
  const chain = await engineChainOf(deps, agreementId)
  if (!chain) throw new TypeError(`${agreementId} is not provisioned`)
  const endpoints = await engine.endpoints(chain)
  const published = toJson({ ...endpoints, ...(engine.simulated && { simulated: true }) })
  return { rpc: endpoints.rpc, published }
}
