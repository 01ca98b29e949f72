import { isLocalChain } from '@opraas/contracts'
import type { Agreement } from '../../../shared/market/agreement.ts'
import { useMarket } from '../../../shared/market/context.tsx'
import { Age, Button, errorSentence, Skeleton } from '../../../shared/ui/index.ts'
import { useSeenHead } from '../hooks/useSeenHead.ts'
import styles from './Health.module.css'

/** What this browser itself sees of the published RPC: no verdict, but nobody's word either. */
export function SeenByYou({ agreement, now }: { agreement: Agreement; now: number }) {
  const { chain } = useMarket()
  const rpc = agreement.endpoints?.rpc
  const isOwnMachine = rpc !== undefined && new URL(rpc).protocol === 'http:' && !isLocalChain(chain.id)
  const seen = useSeenHead(isOwnMachine ? undefined : rpc)
  return (
    <div className={styles.seen}>
      <h3>Seen by your browser</h3>
      {rpc === undefined ? (
        <p className={styles.quiet}>The vendor has published no RPC that a browser can ask.</p>
      ) : isOwnMachine ? (
        <p className={styles.quiet}>Not asked: the published RPC is an address of your own machine.</p>
      ) : seen.isPending ? (
        <Skeleton lines={1} />
      ) : seen.data && !seen.isError ? (
        <SeenFacts seen={seen.data} wanted={agreement.chain?.l2ChainId} now={now} />
      ) : (
        <p className={styles.quiet}>
          The RPC does not answer your browser: {errorSentence(seen.error)} It may be down, or refuse pages.{' '}
          <Button kind="link" onClick={() => void seen.refetch()}>
            Retry
          </Button>
        </p>
      )}
    </div>
  )
}

function SeenFacts({
  seen: { chainId, number, timestamp, ms },
  wanted,
  now,
}: {
  seen: { chainId: number; number: number; timestamp: number; ms: number }
  wanted: number | undefined
  now: number
}) {
  return (
    <>
      <dl className={styles.seenFacts}>
        <div>
          <dt>Newest block</dt>
          <dd>{number.toLocaleString('en-US')}</dd>
        </div>
        <div>
          <dt>Made</dt>
          <dd>
            <Age at={timestamp} now={Math.max(now, timestamp)} />
          </dd>
        </div>
        <div>
          <dt>Answered in</dt>
          <dd>{ms} ms</dd>
        </div>
      </dl>
      {wanted !== undefined && chainId !== wanted && (
        <p className={styles.failedText}>
          It answers for chain {chainId}; this agreement’s chain is {wanted}.
        </p>
      )}
    </>
  )
}
