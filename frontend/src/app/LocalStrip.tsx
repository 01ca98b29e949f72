import { isLocalChain } from '@opraas/contracts'
import { lazy, Suspense } from 'react'
import { useConfig } from '../shared/config/context.tsx'
import styles from './LocalStrip.module.css'

const LocalControls =
  import.meta.env.MODE === 'demo'
    ? lazy(async () => ({ default: (await import('../local/index.tsx')).LocalControls }))
    : undefined

/** Above everything on chains that live on one machine: nothing here is worth anything. */
export function LocalStrip() {
  const { market } = useConfig()
  if (!isLocalChain(market.chainId)) return null
  return (
    <aside className={styles.strip} aria-label="Local chain">
      <span>Local chain {market.chainId}. Tokens and keys here are worth nothing.</span>
      {LocalControls && (
        <Suspense>
          <LocalControls />
        </Suspense>
      )}
    </aside>
  )
}
