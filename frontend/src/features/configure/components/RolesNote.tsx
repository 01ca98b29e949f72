import type { KeySet } from '@opraas/contracts'
import type { Address } from 'viem'
import { roleNames } from '../../../shared/l1/roles.ts'
import { AddressText, Facts } from '../../../shared/ui/index.ts'

import styles from './Configure.module.css'

/** Who will hold what: the client everything, the vendor's keys four roles and no more. */
export function RolesNote({
  client,
  keySet,
  you,
}: {
  client: Address
  keySet: KeySet
  you: Address | undefined
}) {
  return (
    <div>
      <Facts
        items={[
          {
            label: 'Owner',
            value: <AddressText address={client} you={you === client} />,
            note: 'You own every contract; no vendor key can move one.',
          },
          ...roleNames.map(([role, name]) => ({
            label: name,
            value: <AddressText address={keySet[role]} />,
          })),
        ]}
      />
      <p className={styles.quiet}>Whitelisted are the vendor’s keys, and only for these four roles.</p>
    </div>
  )
}
