import type { LocalMarket } from '../../market/deployLocal.ts'
import { BLOCK_SECONDS, type Chain, type Chains } from '../chain.ts'
import type { World } from '../world.ts'

/** The dApp's config.json for a running world; docs/guides/dapp-hosting.md names the fields. */
export function buildConfig(
  { ports }: World,
  options: { chains: Chains; market: LocalMarket; deploymentBlock: number },
) {
  const { chains, market, deploymentBlock } = options
  const chain = (name: string, { chainId, url }: Chain) => ({
    id: chainId,
    name,
    rpcUrls: [url],
    confirmations: 1,
    blockTimeSeconds: BLOCK_SECONDS,
  })
  return {
    version: 1,
    market: {
      chainId: chains.market.chainId,
      marketplace: market.marketplace,
      deploymentBlock,
      oracles: [
        { adapter: market.oracle, name: 'Local oracle', probeUrl: `http://127.0.0.1:${ports.probe}` },
      ],
    },
    chains: [
      chain('Local L1', chains.l1),
      ...(chains.market === chains.l1 ? [] : [chain('Local market', chains.market)]),
    ],
    demo: { powerUrl: './demo/power' },
  }
}

/** config.json; without `demo` the page has no controls of one. */
export type DappConfig = Omit<ReturnType<typeof buildConfig>, 'demo'> & { demo?: { powerUrl: string } }
