import { AgreementList } from '../features/agreements/index.ts'
import { useChainNow } from '../shared/chain/head.ts'
import { useMarket } from '../shared/market/context.tsx'
import { useAgreements, useNewestAgreements } from '../shared/market/queries.ts'
import { Button, Empty, ErrorNote, PageHead, Skeleton } from '../shared/ui/index.ts'
import { openConnect } from '../shared/wallet/load.ts'
import { useAddress, useWallet } from '../shared/wallet/useWallet.ts'
import styles from './agreement.module.css'

const NEWEST = 10

/** Whether a chain needs its owner: the connected account's agreements; without any, the market's newest. */
export default function AgreementsPage() {
  const me = useAddress()
  const wallet = useWallet()
  const mine = useAgreements(me && { client: me })
  const hasMine = me !== undefined && mine.data !== undefined && mine.data.length > 0
  return (
    <div className={styles.page}>
      <PageHead title="Agreements" subtitle="Chains that you pay for, those that need you first." />
      {wallet.kind === 'loading' ? (
        <Skeleton height={120} />
      ) : me === undefined ? (
        <Empty
          title="No wallet is connected"
          action={
            <Button icon="wallet" onClick={() => void openConnect()}>
              Connect
            </Button>
          }
        >
          Connect the account that accepted an offer, and its agreements stand here.
        </Empty>
      ) : (
        <Mine query={mine} />
      )}
      {!hasMine && <Newest />}
    </div>
  )
}

function Mine({ query }: { query: ReturnType<typeof useAgreements> }) {
  const { chain } = useMarket()
  const now = useChainNow(chain.id)
  const me = useAddress()
  const { data, isPending, error, refetch } = query
  if (isPending) return <Skeleton height={240} />
  if (data === undefined)
    return (
      <ErrorNote what="Your agreements could not be read." error={error} onRetry={() => void refetch()} />
    )
  if (data.length === 0)
    return (
      <Empty title="No agreements yet" action={<Button to="/">See offers</Button>}>
        Accept an offer and your first chain shows up here.
      </Empty>
    )
  return <AgreementList agreements={data} now={now} me={me} />
}

/** For everybody to watch. */
function Newest() {
  const { chain } = useMarket()
  const now = useChainNow(chain.id)
  const me = useAddress()
  const { data, isPending, error, refetch } = useNewestAgreements(NEWEST)
  return (
    <section className={styles.section}>
      <h2>Newest agreements of this market</h2>
      {isPending ? (
        <Skeleton height={240} />
      ) : data === undefined ? (
        <ErrorNote what="The agreements could not be read." error={error} onRetry={() => void refetch()} />
      ) : data.length === 0 ? (
        <Empty title="Nobody has accepted an offer yet" action={<Button to="/">See offers</Button>}>
          The first agreement of this market shows up here.
        </Empty>
      ) : (
        <AgreementList agreements={data} now={now} me={me} />
      )}
    </section>
  )
}
