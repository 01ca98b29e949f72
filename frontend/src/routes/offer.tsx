import { useNavigate, useParams, useSearchParams } from 'react-router'
import { OfferPage, parseEpochs } from '../features/offers/index.ts'
import { useOffers } from '../shared/market/queries.ts'
import { Button, Empty, ErrorNote, LinkText, Skeleton } from '../shared/ui/index.ts'

/** `#/offers/:offerId`: what is paid, at what uptime, to whom; and accepting it. The URL keeps what was chosen. */
export default function OfferRoute() {
  const { offerId } = useParams()
  const [params, setParams] = useSearchParams()
  const navigate = useNavigate()
  const offers = useOffers()
  if (offers.isPending) return <Skeleton lines={12} />
  if (!offers.data)
    return (
      <ErrorNote
        what="The offer does not load."
        error={offers.error}
        onRetry={() => offers.refetch()}
        alternative={<LinkText to="/settings">use another RPC</LinkText>}
      />
    )
  const offer = offers.data.find((one) => one.offerId === offerId)
  if (!offer)
    return (
      <Empty title="There is no such offer" action={<Button to="/">See offers</Button>}>
        Its vendor took it back, or it was never made on this market.
      </Empty>
    )
  const keep = (name: string, value: string): void =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        after.set(name, value)
        return after
      },
      { replace: true, preventScrollReset: true },
    )
  return (
    <OfferPage
      offer={offer}
      visit={{
        epochs: parseEpochs(params.get('epochs'), offer.terms),
        onEpochs: (epochs) => keep('epochs', String(epochs)),
        keys: params.get('keys'),
        onKeys: (keys) => keep('keys', keys),
        onAccepted: (agreementId) => navigate(`/agreements/${agreementId}`, { replace: true }),
      }}
    />
  )
}
