import type { Address } from 'viem'
import {
  AgreementsPanel,
  ClaimPanel,
  claimableIn,
  EarnedPanel,
  earningsOf,
  NoAccount,
  NoOffers,
  RoomPanel,
  roomOf,
  useStanding,
  VendorGrid,
} from '../features/vendor/index.ts'
import { useNow } from '../shared/chain/head.ts'
import { useAgreements } from '../shared/market/queries.ts'
import { AddressText, ErrorNote, Identicon, PageHead, Skeleton } from '../shared/ui/index.ts'
import { useAddress, useWallet } from '../shared/wallet/useWallet.ts'

/** How many booked epochs the chart tells. */
const SHOWN_EPOCHS = 30

/** `#/vendor`: what the connected account earned as a vendor, and what needs it. */
export default function VendorRoute() {
  const wallet = useWallet()
  const vendor = useAddress()
  const isConnecting = wallet.kind === 'loading' || (wallet.kind === 'ready' && wallet.connecting)
  if (vendor) return <Vendor key={vendor} vendor={vendor} />
  return (
    <>
      <PageHead title="Vendor" subtitle="What you earned, what you can claim, what needs you." />
      <VendorGrid earned={isConnecting ? <Skeleton lines={4} /> : <NoAccount />} />
    </>
  )
}

function Vendor({ vendor }: { vendor: Address }) {
  return (
    <>
      <PageHead
        icon={<Identicon address={vendor} size={48} />}
        title="Vendor"
        subtitle={<AddressText address={vendor} you />}
      />
      <Figures vendor={vendor} />
    </>
  )
}

function Figures({ vendor }: { vendor: Address }) {
  const standing = useStanding(vendor)
  const agreements = useAgreements({ vendor })
  const now = useNow()
  if (standing.data?.offers.length === 0) return <VendorGrid earned={<NoOffers />} />
  if (!standing.data || !agreements.data) {
    const error = standing.error ?? agreements.error
    const retry = () => Promise.all([standing.refetch(), agreements.refetch()])
    const what = 'Your offers and agreements could not be read.'
    const pending = <Skeleton height={320} />
    return <VendorGrid earned={error ? <ErrorNote what={what} error={error} onRetry={retry} /> : pending} />
  }
  const { pots } = standing.data
  const mine = agreements.data
  return (
    <VendorGrid
      earned={pots.map(({ token }) => (
        <EarnedPanel key={token.address} earnings={earningsOf(mine, token, SHOWN_EPOCHS)} />
      ))}
      aside={
        <>
          {pots.map(({ token }, index) => (
            <ClaimPanel
              key={token.address}
              vendor={vendor}
              claimable={claimableIn(mine, token)}
              kind={index === 0 ? 'main' : 'plain'}
            />
          ))}
          <RoomPanel room={roomOf(standing.data, mine, now)} />
        </>
      }
      agreements={<AgreementsPanel agreements={mine} now={now} />}
    />
  )
}
