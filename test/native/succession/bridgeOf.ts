import { type Bridge, openBridge } from '@opraas/deployer'
import { accounts, keyOf } from '../testing/accounts.ts'
import type { NativeWorld } from '../testing/world.ts'

/** A bridge of a chain, for an account that sends nothing else. */
export function bridgeOf({ chain }: NativeWorld): Promise<Bridge> {
  return openBridge({
    chain,
    l2RpcUrl: `http://127.0.0.1:${chain.rpcPort}`,
    environment: { OPRAAS_PRIVATE_KEY: keyOf(accounts.users[1]) },
    confirmations: 1,
    maxFeePerGasWei: 500_000_000_000n,
    signal: AbortSignal.timeout(300_000),
    report: () => undefined,
  })
}
