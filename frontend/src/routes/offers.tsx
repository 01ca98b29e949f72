import { countSentence, OfferList, OffersFooter, standingOf } from '../features/offers/index.ts'
import { useOffers } from '../shared/market/queries.ts'
import { Empty, ErrorNote, LinkText, PageHead, Skeleton } from '../shared/ui/index.ts'
import { useAddress } from '../shared/wallet/useWallet.ts'
import styles from './offers.module.css'

/** `#/`: which offer fits, and what happens when service is bad. */
export default function OffersRoute() {
  const offers = useOffers()
  const account = useAddress()
  if (offers.isPending) return <Skeleton lines={8} />
  if (!offers.data)
    return (
      <ErrorNote
        what="The offers do not load."
        error={offers.error}
        onRetry={() => offers.refetch()}
        alternative={<LinkText to="/settings">use another RPC</LinkText>}
      />
    )
  const all = offers.data
  const free = all.filter((offer) => standingOf(offer, account) === 'free').length
  return (
    <div className={styles.page}>
      <PageHead
        title="Offers"
        {...(all.length > 0 && {
          subtitle: `${countSentence(free, all.length)} You pay per epoch, by what was measured.`,
        })}
      />
      {all.length === 0 ? (
        <Empty title="No offers yet">A vendor that publishes one on this market shows up here.</Empty>
      ) : (
        <OfferList offers={all} account={account} />
      )}
      <OffersFooter />
    </div>
  )
}
