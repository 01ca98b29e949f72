import { join } from 'node:path'
import {
  adoptChain,
  findAgreement,
  loadBedrock,
  OpraasError,
  reach,
  servicesInput,
  writeFileAtomic,
} from '@opraas/deployer'
import { fromConfigUri } from '@opraas/deployer/core'
import type { Agreement } from '../chain/agreements.ts'
import { reservePort } from '../store/chains.ts'
import { readAgreedIntent } from './agreedIntent.ts'
import { chainFolder, type VerifiedChain } from './chain.ts'
import type { AgentDeps } from './deps.ts'

/**
 * Checks a bound chain on L1, and writes the files that its nodes start from.
 *
 * @throws OpraasError OPR-700 and others when the chain is not what the agreement says
 */
export async function verify(deps: AgentDeps, agreement: Agreement): Promise<VerifiedChain> {
  const { agreementId, systemConfig } = agreement
  const bound = await deps.reader.readChainConfig(agreementId)
  if (!bound) throw new TypeError(`${agreementId} was bound without a ChainBound event`)
  await requireFreshL1(deps, bound.boundAtSeconds)
  const { keySet } = await findAgreement(deps.market, agreementId)
  const text = fromConfigUri(bound.uri)
  const { intent, index } = readAgreedIntent(deps, { text, agreement, keySet })
  const adopted = await adoptChain({ client: deps.l1.client, intent, systemConfig, artifacts: loadBedrock() })
  const folder = chainFolder(deps, agreementId)
  const services = servicesInput(intent, adopted.addresses)
  const published = portOf(await deps.reader.readEndpoints(agreement))
  writeFileAtomic(join(folder, 'genesis.json'), adopted.outputs.genesisJson)
  writeFileAtomic(join(folder, 'rollup.json'), adopted.outputs.rollupJson)
  return {
    chain: {
      name: intent.name,
      folder,
      l1ChainId: intent.l1ChainId,
      l2ChainId: intent.l2ChainId,
      portal: services.portal,
      l1OriginNumber: adopted.origin.number,
      blockTimeSeconds: intent.blockTimeSeconds,
      gasLimit: intent.gasLimit,
      rpcPort: await reservePort(deps.store, agreementId, deps.config.agent.rpc_ports, published),
      services,
    },
    engine: intent.engine,
    keySet: index,
    genesisHash: adopted.outputs.genesisHash,
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

function portOf(endpoints: { rpc: string } | undefined): number | undefined {
  return endpoints && Number(new URL(endpoints.rpc).port)
}
