import { useFreshness, useNow } from '../shared/chain/head.ts'
import { useConfig } from '../shared/config/context.tsx'
import { formatDuration } from '../shared/format/index.ts'
import { StatusGlyph } from '../shared/ui/index.ts'
import styles from './TopBar.module.css'

/** The newest block of the market's chain and its age: how new every figure of the page is. */
export function BlockAge() {
  const { market, chains } = useConfig()
  const freshness = useFreshness(market.chainId)
  const now = useNow()
  const name = chains.find(({ id }) => id === market.chainId)?.name ?? ''
  const head = freshness.kind === 'pending' ? undefined : freshness.head
  return (
    <span className={styles.block} title={`${name}, chain ${market.chainId}`}>
      <StatusGlyph status={freshness.kind === 'stale' ? 'silent' : 'running'} />
      <span className={styles.blockText}>
        {head
          ? `Block ${head.number.toLocaleString('en-US')}, ${formatDuration(Math.max(0, now - head.timestamp))} ago`
          : freshness.kind === 'stale'
            ? 'No answer'
            : 'Looking'}
      </span>
      <span className={styles.chainName}>{name}</span>
    </span>
  )
}
