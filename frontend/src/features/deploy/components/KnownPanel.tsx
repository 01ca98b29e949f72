import { addressesOf } from '@opraas/deployer/core'
import { getAddress } from 'viem'
import { AddressText, CopyButton, Facts, Icon, Panel, VisuallyHidden } from '../../../shared/ui/index.ts'
import type { Deployment } from '../hooks/useDeployment.ts'
import styles from './Deploy.module.css'

const shown = ['SystemConfig', 'OptimismPortal2', 'L1StandardBridge', 'DisputeGameFactory'] as const

/** Where the contracts stand, or will: known before the first transaction. */
export function KnownPanel({ deployment }: { deployment: Deployment }) {
  const { plan, observation } = deployment
  const addresses = addressesOf(plan.layout)
  const isThere = (name: string): boolean => observation.data?.results[`chain.${name}.proxy`] === 'done'
  const all = Object.entries(addresses).map(([name, address]) => `${name} ${getAddress(address)}`)
  return (
    <Panel title="Known already" aside={<CopyButton text={all.join('\n')} label="Copy all" shown />}>
      <Facts
        items={shown.map((name) => ({
          label: name.replace(/2$/, ''),
          value: (
            <span className={styles.known}>
              <AddressText address={getAddress(addresses[name])} />
              <span className={isThere(name) ? styles.there : styles.quiet}>
                <Icon name={isThere(name) ? 'check' : 'clock'} />
                <VisuallyHidden>{isThere(name) ? 'Code was found there' : 'No code yet'}</VisuallyHidden>
              </span>
            </span>
          ),
        }))}
      />
      <p className={styles.quiet}>Addresses follow from your settings. A tick means code was found there.</p>
    </Panel>
  )
}
