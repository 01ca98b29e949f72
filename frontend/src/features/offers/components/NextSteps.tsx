import { useChain } from '../../../shared/config/context.tsx'
import { exactPlaces, formatAmount, formatDuration } from '../../../shared/format/index.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import type { Offer } from '../../../shared/market/offers.ts'
import { useHoldings } from '../../../shared/tx/useHoldings.ts'
import { SubStep } from '../../../shared/ui/index.ts'
import styles from './NextSteps.module.css'

/** What happens next, in order: two transactions here, the rest on the agreement's own page. */
export function NextSteps({
  offer,
  deposit,
  isAccepted,
}: {
  offer: Offer
  deposit: bigint
  isAccepted: boolean
}) {
  const { terms, token } = offer
  const { chain, marketplace } = useMarket()
  const l1 = useChain(Number(terms.l1ChainId))
  const place = l1 ? `On ${l1.name}` : `With the CLI, as this dApp has no RPC for chain ${terms.l1ChainId}`
  const { allowance = 0n } = useHoldings({
    chainId: chain.id,
    token: { token, amount: deposit, spender: marketplace },
  })
  // Accepting uses the allowance up.
  const isAllowed = isAccepted || allowance >= deposit
  const amount = formatAmount(deposit, token, exactPlaces(token, deposit))
  return (
    <div className={styles.steps}>
      <h3>What happens next</h3>
      <ol>
        <li>
          <SubStep
            state={isAllowed ? 'done' : 'next'}
            title={`Allow exactly ${amount}`}
            note="No more than this amount"
          />
        </li>
        <li>
          <SubStep
            state={isAccepted ? 'done' : isAllowed ? 'next' : 'empty'}
            title={`Accept and deposit ${amount}`}
            note="A key set and the bond are yours then"
          />
        </li>
        <li>
          <SubStep
            state={isAccepted ? 'next' : 'empty'}
            title="Deploy the chain's contracts, or attach a chain of yours"
            note={`${place}, within ${formatDuration(terms.reserveWindow)}`}
          />
        </li>
        <li>
          <SubStep
            state="empty"
            title="Whitelist the vendor's keys and bind"
            note={`The vendor then has ${formatDuration(terms.startWindow)} to start`}
          />
        </li>
      </ol>
    </div>
  )
}
