import { chainlinkSlaOracleAbi } from '@opraas/contracts'
import { encodeFunctionData } from 'viem'
import { tokenSymbol } from '../../../shared/format/index.ts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import { TxButton } from '../../../shared/tx/TxButton.tsx'
import type { Fund } from '../hooks/useFund.ts'

/** Gives the connected account its share of the LINK that was not used. */
export function TakeBack({ agreement, fund: { token } }: { agreement: Agreement; fund: Fund }) {
  const { chain } = useMarket()
  const { agreementId, terms } = agreement
  const symbol = tokenSymbol(token)
  return (
    <TxButton
      id={`refundLink:${chain.id}:${agreementId}`}
      chainId={chain.id}
      requires={{}}
      kind="plain"
      say={{ token }}
      label={`Take back unused ${symbol}`}
      done={`Took back unused ${symbol}`}
      note="Yours by your share of what was prepaid."
      call={() => ({
        to: terms.oracle,
        data: encodeFunctionData({ abi: chainlinkSlaOracleAbi, functionName: 'refund', args: [agreementId] }),
      })}
    />
  )
}
