import { agreementState, marketplaceAbi } from '@opraas/contracts'
import { encodeFunctionData } from 'viem'
import { type Agreement, readView } from '../../../shared/market/agreement.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import { openEpochs } from '../../../shared/market/runway.ts'
import { TxButton } from '../../../shared/tx/TxButton.tsx'

/** Books finished epochs; anybody may. */
export function SettleButton({ agreement, now }: { agreement: Agreement; now: number }) {
  const market = useMarket()
  const { chain, marketplace } = market
  const { agreementId, token } = agreement
  const epochs = openEpochs(agreement, now).filter(({ isBookable }) => isBookable)
  const last = epochs.at(-1)?.epoch ?? agreement.settledEpochs - 1
  const what = epochs.length === 1 ? 'one epoch' : `${epochs.length} epochs`
  return (
    <TxButton
      id={`settle:${chain.id}:${agreementId}`}
      chainId={chain.id}
      requires={{}}
      kind="plain"
      say={{ token }}
      label={`Book ${what}`}
      done={`Booked ${what}`}
      note="Anyone may send it."
      call={() => ({
        to: marketplace,
        data: encodeFunctionData({
          abi: marketplaceAbi,
          functionName: 'settle',
          args: [agreementId, epochs.length],
        }),
      })}
      isDone={async () => (await readView(market, agreementId)).settledEpochs > last}
    />
  )
}

/** Books all that time has decided, up to the end state; anybody may. */
export function CloseButton({ agreement }: { agreement: Agreement }) {
  const market = useMarket()
  const { chain, marketplace } = market
  const { agreementId, token } = agreement
  return (
    <TxButton
      id={`close:${chain.id}:${agreementId}`}
      chainId={chain.id}
      requires={{}}
      kind="plain"
      say={{ token }}
      label="Close the agreement"
      done="Closed"
      note="Anyone may send it."
      call={() => ({
        to: marketplace,
        data: encodeFunctionData({ abi: marketplaceAbi, functionName: 'close', args: [agreementId] }),
      })}
      isDone={async () => {
        const { state } = await readView(market, agreementId)
        return ['Closed', 'Cancelled'].includes(agreementState(state))
      }}
    />
  )
}
