import { useFreshness } from '../../../shared/chain/head.ts'
import { findNeed, type Need } from '../../../shared/tx/need.ts'
import { useHoldings } from '../../../shared/tx/useHoldings.ts'
import { useWallet } from '../../../shared/wallet/useWallet.ts'
import type { Deployment } from './useDeployment.ts'

/** What is missing before the client can sign on the L1: wallet, network, account, ether. */
export function useSignerNeed({ plan, chain }: Deployment): Need {
  const wallet = useWallet()
  const freshness = useFreshness(chain.id)
  const role = { account: plan.layout.deployer, reason: 'Only the client can sign' }
  const requires = { chainId: chain.id, role }
  const holdings = useHoldings(requires)
  return findNeed(requires, { wallet, freshness, holdings })
}
