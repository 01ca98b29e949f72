import { marketplaceAbi } from '@opraas/contracts'
import {
  createRpcClient,
  ForeignDataError,
  findAgreement,
  OpraasError,
  reach,
  toJson,
} from '@opraas/deployer'
import { encodeFunctionData, type Hex } from 'viem'
import type { Agreement } from '../chain/agreements.ts'
import { releasePort } from '../store/chains.ts'
import { accountsOf, findChain, provisionSaga, requireChain, startEngine } from './chain.ts'
import type { AgentDeps } from './deps.ts'
import { recordStep, runSaga } from './saga.ts'
import { verify } from './verify.ts'

/**
 * From a bound chain to a running one: check everything on L1, build the files, fund the services, start the engine,
 * look at what it serves, publish.
 *
 * @throws OpraasError OPR-700 and others when the chain is not what the agreement says: see {@link isRefusal}
 */
export async function provision(deps: AgentDeps, agreement: Agreement): Promise<void> {
  const { agreementId } = agreement
  const step = (name: string, run: () => Promise<void>) => ({ name, run: () => run().then(() => undefined) })
  await runSaga(deps, provisionSaga(agreementId), [
    { name: 'verify', run: () => verify(deps, agreement) },
    step('fund', () => fund(deps, agreementId)),
    step('up', () => startEngine(deps, agreementId)),
    step('genesis', () => requireGenesis(deps, agreementId)),
    // A store that was lost is filled again from the chain: what runs there was started before.
    step('start', () => (agreement.state === 'Requested' ? start : publishAgain)(deps, agreement)),
  ])
}

/** Brings a chain back up; where provisioning was interrupted, the rest of it is done. */
export async function heal(deps: AgentDeps, agreement: Agreement): Promise<void> {
  const found = await findChain(deps, agreement.agreementId)
  return found?.started ? startEngine(deps, agreement.agreementId) : provision(deps, agreement)
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
        const found = await findChain(deps, agreementId)
        if (found) await found.engine.down(found.chain, { signal: deps.signal })
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

/** Services without money would start and do nothing. */
async function fund(deps: AgentDeps, agreementId: Hex): Promise<void> {
  const accounts = accountsOf(deps, agreementId, await requireChain(deps, agreementId))
  const { problem } = await deps.funder.ensure(accounts)
  if (problem) throw problem
}

/**
 * What is published must serve the genesis that follows from L1; the SLA's probe looks at the chain id only. A
 * simulated chain has a block 0 of its own.
 *
 * @throws ForeignDataError
 */
async function requireGenesis(deps: AgentDeps, agreementId: Hex): Promise<void> {
  // The power may have gone since.
  await startEngine(deps, agreementId)
  const { chain, engine, genesisHash } = await requireChain(deps, agreementId)
  if (engine.simulated) return
  const { rpc: url } = await engine.endpoints(chain)
  const client = createRpcClient({ name: `L2 ${chain.name}`, url, chainId: chain.l2ChainId })
  const { hash } = await reach(client, () => client.getBlock({ blockNumber: 0n }))
  if (hash !== genesisHash) {
    throw new ForeignDataError({ folder: chain.folder, found: hash, expected: genesisHash })
  }
}

async function start(deps: AgentDeps, { agreementId }: Agreement): Promise<void> {
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
}

/** Publishes where a running chain is, unless that is what the market says already. */
async function publishAgain(deps: AgentDeps, agreement: Agreement): Promise<void> {
  const { agreementId } = agreement
  const { rpc, published } = await endpointsOf(deps, agreementId)
  if ((await deps.reader.readEndpoints(agreement))?.rpc === rpc) return
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
}

/** The endpoints of a chain that is up, and the JSON that the market publishes. */
async function endpointsOf(deps: AgentDeps, agreementId: Hex): Promise<{ rpc: string; published: string }> {
  const { chain, engine } = await requireChain(deps, agreementId)
  const endpoints = await engine.endpoints(chain)
  const published = toJson({ ...endpoints, ...(engine.simulated && { simulated: true }) })
  return { rpc: endpoints.rpc, published }
}
