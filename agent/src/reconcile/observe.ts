import type { Hex } from 'viem'
import type { Look } from '../chain/watcher.ts'
import { findChain } from '../sagas/chain.ts'
import type { AgentDeps } from '../sagas/deps.ts'
import { readSaga } from '../sagas/saga.ts'
import type { LocalState, Observation } from './decide.ts'

/** Everything about one agreement, as of the block of a look. */
export async function observe(deps: AgentDeps, agreementId: Hex, look: Look): Promise<Observation> {
  const { reader } = deps
  const agreement = await reader.read(agreementId, look.head.number)
  const [next, local] = await Promise.all([
    reader.readEpoch(agreementId, agreement.settledEpochs, look.head.number),
    observeLocal(deps, agreementId),
  ])
  return {
    nowSeconds: look.timestampSeconds,
    agreement,
    next,
    local,
    hasVendorKey: deps.vendor !== undefined,
    lingerSeconds: deps.config.agent.linger,
  }
}

/** What this machine knows and does for an agreement. */
async function observeLocal(deps: AgentDeps, agreementId: Hex): Promise<LocalState> {
  const [found, teardown, refusal] = await Promise.all([
    findChain(deps, agreementId),
    readSaga(deps.store, `teardown/${agreementId}`),
    readSaga(deps.store, `refuse/${agreementId}`),
  ])
  const tornDown = teardown.steps.has('release')
  const status = found && !tornDown ? await found.engine.status(found.chain) : undefined
  return {
    provisioned: found !== undefined,
    started: found?.started ?? false,
    genesisChecked: found?.genesisChecked ?? false,
    running: status?.running ?? false,
    healthy: status?.healthy ?? false,
    findings: status?.findings ?? [],
    ...(refusal.steps.has('refused') && { refused: String(refusal.facts.reason) }),
    tornDown,
  }
}
