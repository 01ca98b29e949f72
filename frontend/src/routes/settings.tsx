import { ChainPanel, CodePanel, SettingsGrid } from '../features/settings/index.ts'
import { useChain, useConfig } from '../shared/config/context.tsx'
import { readOverrides } from '../shared/config/load.ts'
import { PageHead } from '../shared/ui/index.ts'

/** `#/settings`: what this page talks to, through which RPC. Works when the market does not. */
export default function SettingsRoute() {
  const { market, chains } = useConfig()
  const chain = useChain(market.chainId)
  const overrides = readOverrides()
  return (
    <>
      <PageHead
        title="Connection"
        subtitle="Through which RPC each chain is read, and which code this page talks to."
      />
      <SettingsGrid>
        {chains.map((one) => (
          <ChainPanel key={one.id} chain={one} isOwn={overrides[one.id] !== undefined} />
        ))}
        {chain && <CodePanel market={market} chain={chain} />}
      </SettingsGrid>
    </>
  )
}
