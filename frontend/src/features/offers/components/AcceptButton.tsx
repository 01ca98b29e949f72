import { agreementIdOf, marketplaceAbi } from '@opraas/contracts'
import { encodeFunctionData, type Hex, zeroAddress } from 'viem'
import { exactPlaces, formatAmount } from '../../../shared/format/index.ts'
import { readAccepted } from '../../../shared/market/accepted.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import type { Offer } from '../../../shared/market/offers.ts'
import { TxButton } from '../../../shared/tx/TxButton.tsx'
import { LinkText, TxButtonView } from '../../../shared/ui/index.ts'
import { useAddress } from '../../../shared/wallet/useWallet.ts'
import type { ChosenKeySet } from '../keySets.ts'
import { reasonAgainst } from '../model.ts'
import type { Sums } from '../pay.ts'

/** No chain yet: it is bound after it is deployed. */
const NO_CHAIN = { systemConfig: zeroAddress, l2ChainId: 0n, config: '' }

/** Allows the deposit and accepts with it: two clicks. What an earlier visit began is followed on. */
export function AcceptButton({
  offer,
  sums,
  chosen,
  onAccepted,
}: {
  offer: Offer
  sums: Sums
  chosen: ChosenKeySet | undefined
  onAccepted: (agreementId: Hex) => void
}) {
  const { offerId, termsHash, vendor, token } = offer
  const market = useMarket()
  const { chain, marketplace, oracles } = market
  const client = useAddress()
  const reason = reasonAgainst(offer, oracles)
  const amount = formatAmount(sums.deposit, token, exactPlaces(token, sums.deposit))
  const bond = formatAmount(sums.bond, token, exactPlaces(token, sums.bond))
  const label = `Accept and deposit ${amount}`
  if (!chosen)
    return <TxButtonView phase="blocked" label={label} note={reason} progress={0} wide onClick={nothing} />

  const { keySet, accepted } = chosen
  const agreementId =
    client && agreementIdOf({ marketChainId: chain.id, marketplace, client, vendor, keySet })
  const named = offer.offer.client
  return (
    <>
      <TxButton
        key={agreementId}
        id={`accept:${agreementId}`}
        chainId={chain.id}
        label={label}
        done={`Accepted, ${amount} deposited`}
        note={`Second of two transactions. It locks ${bond} of the vendor's bond for you.`}
        wide
        say={{ token }}
        blocked={accepted ? 'You have accepted with this key set.' : reason}
        requires={{
          token: { token, amount: sums.deposit, spender: marketplace },
          ...(named !== zeroAddress && {
            role: { account: named, reason: 'This offer is made for one client' },
          }),
        }}
        call={() => ({
          to: marketplace,
          data: encodeFunctionData({
            abi: marketplaceAbi,
            functionName: 'accept',
            args: [offerId, termsHash, keySet, sums.deposit, NO_CHAIN],
          }),
        })}
        isDone={async () =>
          agreementId !== undefined && (await readAccepted(market, { agreementId })).length > 0
        }
        onConfirmed={() => agreementId && onAccepted(agreementId)}
      />
      {accepted && <LinkText to={`/agreements/${accepted.agreementId}`}>Open the agreement</LinkText>}
    </>
  )
}

function nothing(): void {
  // A blocked button is not clicked.
}
