import { useFreshness, useNow } from '../../../shared/chain/head.ts'
import type { ChainConfig } from '../../../shared/config/schema.ts'
import { Age, type Fact, Facts, Panel } from '../../../shared/ui/index.ts'
import { AnswersFor } from './AnswersFor.tsx'
import styles from './ChainPanel.module.css'
import { RpcForm } from './RpcForm.tsx'

/** How this page reads a chain, whether that works, and how to change it. */
export function ChainPanel({ chain, isOwn }: { chain: ChainConfig; isOwn: boolean }) {
  const [url = '', ...others] = chain.rpcUrls
  const more = others.length === 0 ? '' : `, and ${others.length} more when it does not answer`
  const facts: Fact[] = [
    { label: 'Chain id', value: chain.id },
    {
      label: 'RPC',
      value: <code>{url}</code>,
      note: isOwn ? 'Your own, kept in this browser' : `From config.json${more}`,
    },
    { label: 'Newest block', value: <NewestBlock chain={chain} /> },
    { label: 'Answers for', value: <AnswersFor chain={chain} /> },
  ]
  return (
    <Panel title={chain.name}>
      <div className={styles.sides}>
        <Facts items={facts} />
        <RpcForm chain={chain} isOwn={isOwn} />
      </div>
    </Panel>
  )
}

function NewestBlock({ chain }: { chain: ChainConfig }) {
  const freshness = useFreshness(chain.id)
  const now = useNow()
  if (freshness.kind === 'pending') return 'Reading'
  if (!freshness.head) return '— no answer'
  const { number, timestamp } = freshness.head
  return (
    <>
      {number.toLocaleString('en-US')}, <Age at={Math.min(timestamp, now)} now={now} />
    </>
  )
}
