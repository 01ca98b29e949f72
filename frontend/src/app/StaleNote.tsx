import { rpcHost } from '../shared/chain/client.ts'
import { useFreshness } from '../shared/chain/head.ts'
import { formatDuration } from '../shared/format/index.ts'
import { useMarket } from '../shared/market/context.tsx'
import { LinkText, Notice } from '../shared/ui/index.ts'
import styles from './Layout.module.css'

/** Says that the figures are old, and why. */
export function StaleNote() {
  const { chain } = useMarket()
  const freshness = useFreshness(chain.id)
  if (freshness.kind !== 'stale') return null
  const { ageSeconds, answers } = freshness
  const age = ageSeconds === undefined ? 'of unknown age' : `${formatDuration(ageSeconds)} old`
  return (
    <div className={styles.note}>
      <Notice
        tone="stale"
        title={answers ? `${chain.name} makes no blocks.` : `${chain.name} does not answer.`}
        action={<LinkText to="/settings">Use another RPC</LinkText>}
      >
        {answers ? '' : `${rpcHost(chain)} is asked again and again. `}Figures are {age}; writing waits.
      </Notice>
    </div>
  )
}
