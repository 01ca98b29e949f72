import { marketplaceAbi } from '@opraas/contracts'
import { toConfigUri } from '@opraas/deployer/core'
import { type Address, encodeFunctionData, isAddressEqual } from 'viem'
import { readContract } from '../../../shared/chain/readContract.ts'
import { formatDuration } from '../../../shared/format/index.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import { TxButton } from '../../../shared/tx/TxButton.tsx'
import { Step } from '../../../shared/ui/index.ts'

/** A chain that stands on the L1, with its config.toml. */
export type BindableChain = { systemConfig: Address; l2ChainId: number; toml: string }

/** Names the chain on the market: from then on the vendor's start window runs. */
export function BindStep({
  agreement,
  chain,
  isReady,
  onBound,
}: {
  agreement: Agreement
  /** Undefined as long as it is not known. */
  chain: BindableChain | undefined
  /** Deployed, checked, and the roles are the key set's. */
  isReady: boolean
  onBound: () => void
}) {
  const { client, chain: marketChain, marketplace } = useMarket()
  const { agreementId, keySet, token, terms } = agreement
  const window = formatDuration(terms.startWindow)
  const about = `The vendor then checks your chain and starts it within ${window}, or you get everything back.`
  if (!isReady || !chain) return <Step state="empty" title="Bind" subtitle={about} />
  const { systemConfig, l2ChainId, toml } = chain
  return (
    <Step state="next" title="Bind" subtitle={about}>
      <TxButton
        id={`bind:${agreementId}`}
        chainId={marketChain.id}
        requires={{ role: { account: agreement.client, reason: 'Only the client can bind' } }}
        label={`Bind chain ${l2ChainId}`}
        done={`Bound chain ${l2ChainId}`}
        note="Binding is for good: the chain and its config.toml stand on the market for everybody."
        say={{ token }}
        call={() => ({
          to: marketplace,
          data: encodeFunctionData({
            abi: marketplaceAbi,
            functionName: 'bind',
            args: [
              agreementId,
              keySet,
              { systemConfig, l2ChainId: BigInt(l2ChainId), config: toConfigUri(toml) },
            ],
          }),
        })}
        isDone={async () => {
          const view = await readContract(client, {
            address: marketplace,
            abi: marketplaceAbi,
            functionName: 'getAgreement',
            args: [agreementId],
          })
          return isAddressEqual(view.systemConfig, systemConfig)
        }}
        onConfirmed={onBound}
      />
    </Step>
  )
}
