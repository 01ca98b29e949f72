import { type Hex, parseUnits } from 'viem'
import { readDecimals } from '../chain/token.ts'
import { accountsOf, findChain } from '../sagas/chain.ts'
import type { AgentDeps } from '../sagas/deps.ts'
import { type Funding, fundingLimits, type ServiceAccount } from '../sagas/funding.ts'
import { claim } from '../sagas/market.ts'
import type { View } from './loop.ts'

/** Tops up the accounts of all chains that are served. */
export async function fundRunning(
  deps: AgentDeps,
  views: ReadonlyMap<Hex, View>,
  tell: (funding: Funding, reserveWei: bigint) => void,
): Promise<void> {
  const accounts: ServiceAccount[] = []
  for (const [agreementId, { observation }] of views) {
    const { agreement, local } = observation
    if ((agreement.state !== 'Active' && agreement.state !== 'Suspended') || !local.provisioned) continue
    const found = await findChain(deps, agreementId)
    if (found) accounts.push(...accountsOf(deps, agreementId, found))
  }
  if (accounts.length === 0 && deps.config.agent.engine !== 'native') return
  tell(await deps.funder.ensure(accounts), fundingLimits(deps.config.agent).operatorReserveWei)
}

/** Collects what running agreements have earned, where it is worth a transaction. */
export async function claimRunning(deps: AgentDeps, views: ReadonlyMap<Hex, View>): Promise<void> {
  if (!deps.vendor) return
  for (const { observation } of views.values()) {
    const { agreement } = observation
    if (agreement.state !== 'Active' && agreement.state !== 'Suspended') continue
    const decimals = await readDecimals(deps.market, agreement.terms.token)
    const minimumUnits = parseUnits(deps.config.agent.claim_minimum, decimals)
    if (agreement.earnedUnits > minimumUnits) await claim(deps, agreement, String(agreement.settledEpochs))
  }
}
