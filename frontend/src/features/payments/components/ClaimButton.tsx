import { marketplaceAbi } from '@opraas/contracts'
import { encodeFunctionData } from 'viem'
import { readContract } from '../../../shared/chain/readContract.ts'
import { formatAmount } from '../../../shared/format/index.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import { TxButton } from '../../../shared/tx/TxButton.tsx'

/** Takes out what is free for a party, to its own account. */
export function ClaimButton({ agreement, party }: { agreement: Agreement; party: 'client' | 'vendor' }) {
  const { chain, client, marketplace } = useMarket()
  const { agreementId, token, money } = agreement
  const account = agreement[party]
  const amount = formatAmount(party === 'client' ? money.freeClient : money.freeVendor, token)
  return (
    <TxButton
      id={`claim:${chain.id}:${agreementId}:${party}`}
      chainId={chain.id}
      requires={{ role: { account, reason: `Only the ${party} can claim it` } }}
      say={{ token }}
      label={`Claim ${amount}`}
      done={`Claimed ${amount}`}
      call={() => ({
        to: marketplace,
        data: encodeFunctionData({
          abi: marketplaceAbi,
          functionName: 'claim',
          args: [[agreementId], account],
        }),
      })}
      isDone={async () => {
        const [free] = await readContract(client, {
          address: marketplace,
          abi: marketplaceAbi,
          functionName: 'freeOf',
          args: [agreementId, account],
        })
        return free === 0n
      }}
    />
  )
}
