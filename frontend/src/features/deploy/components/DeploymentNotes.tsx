import { useState } from 'react'
import { Icon, Notice } from '../../../shared/ui/index.ts'
import type { Deployment } from '../hooks/useDeployment.ts'
import { hasOwn, type Item, settledNumbers } from '../model.ts'
import styles from './Deploy.module.css'

/** What a visitor who comes back must know: what stands already, and who else is at it. */
export function DeploymentNotes({ deployment }: { deployment: Deployment }) {
  const { run, items, observation } = deployment
  return (
    <>
      {run.lock === 'elsewhere' && (
        <Notice tone="warn" title="Another tab of this browser has this deployment open.">
          This one only looks; it takes over when the other one is closed.
        </Notice>
      )}
      {items && observation.data && <PickedUp items={items} block={observation.data.block} />}
    </>
  )
}

/** As of when the page was opened: it does not change while the visitor signs. */
function PickedUp({ items, block }: { items: readonly Item[]; block: bigint }) {
  const [found] = useState(() => (hasOwn(items) ? settledNumbers(items) : ''))
  const [at] = useState(block)
  if (found === '') return null
  return (
    <Notice tone="info" title="Picked up where you left.">
      {/\D/.test(found) ? `Transactions ${found} are` : `Transaction ${found} is`} on the L1 as of block{' '}
      {at.toLocaleString('en-US')}. Nothing is sent twice.
    </Notice>
  )
}

/** That nothing is lost with the tab. */
export function CloseNote() {
  return (
    <p className={styles.close}>
      <Icon name="clock" />
      You may close this tab. Come back on any device with the same settings: the chain is the record.
    </p>
  )
}
